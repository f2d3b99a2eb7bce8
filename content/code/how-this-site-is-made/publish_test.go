package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

const branch = "refs/heads/gh-pages"

// remote is a bare repository, with what its publishers need.
type remote struct {
	t       *testing.T
	path    string
	environ []string
}

func newRemote(t *testing.T) *remote {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("there is no git here")
	}
	home := t.TempDir()
	environ := []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + home, "GIT_CONFIG_NOSYSTEM=1",
		"GIT_AUTHOR_NAME=A", "GIT_AUTHOR_EMAIL=a@example.org",
		"GIT_COMMITTER_NAME=A", "GIT_COMMITTER_EMAIL=a@example.org",
	}
	r := &remote{t, filepath.Join(home, "remote.git"), environ}
	r.git("init", "-q", "--bare")
	return r
}

// git runs git in the remote.
func (r *remote) git(words ...string) string {
	r.t.Helper()
	command := exec.Command("git", words...)
	command.Env = append(r.environ, "GIT_DIR="+r.path)
	out, err := command.Output()
	if err != nil {
		r.t.Fatalf("git %v: %v", words, err)
	}
	return strings.TrimSpace(string(out))
}

func (r *remote) live() string { return r.git("for-each-ref", "--format=%(objectname)", branch) }

func (r *remote) commits() string { return r.git("rev-list", "--count", branch) }

// publish runs the script on a folder with these files, and returns its exit status and what it printed.
func (r *remote) publish(files string, more ...string) (int, string) {
	return r.run("publish.sh", files, more...)
}

func (r *remote) run(script, files string, more ...string) (int, string) {
	command := r.command(script, append([]string{r.folder(files), r.path}, more...)...)
	out, err := command.CombinedOutput()
	if _, failed := err.(*exec.ExitError); err != nil && !failed {
		r.t.Error(err)
	}
	return command.ProcessState.ExitCode(), strings.TrimSpace(string(out))
}

func (r *remote) command(script string, words ...string) *exec.Cmd {
	command := exec.Command("sh", append([]string{script}, words...)...)
	command.Env = r.environ
	return command
}

// folder writes files that are named in one line: "index.html=old a.html=text".
func (r *remote) folder(files string) string {
	folder := r.t.TempDir()
	for each := range strings.FieldsSeq(files) {
		name, text, _ := strings.Cut(each, "=")
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			r.t.Error(err)
		}
	}
	return folder
}

// before has publishers run a shell script before git starts with this command.
func (r *remote) before(command, script string) {
	r.t.Helper()
	real, err := exec.LookPath("git")
	if err != nil {
		r.t.Fatal(err)
	}
	bin := r.t.TempDir()
	shim := "#!/bin/sh\nif [ \"$1\" = " + command + " ]; then (\nunset GIT_DIR GIT_WORK_TREE\n" + script +
		"\n); fi\nexec " + real + " \"$@\"\n"
	if err := os.WriteFile(filepath.Join(bin, "git"), []byte(shim), 0o755); err != nil {
		r.t.Fatal(err)
	}
	r.environ = append(r.environ, "PATH="+bin+":"+os.Getenv("PATH"))
}

// hook has the remote run a script.
func (r *remote) hook(name, script string) {
	r.t.Helper()
	if err := os.WriteFile(filepath.Join(r.path, "hooks", name), []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		r.t.Fatal(err)
	}
}

func TestThePublishedBranchIsTheFolder(t *testing.T) {
	r := newRemote(t)
	for _, files := range []string{"index.html=one .gitignore=*", "index.html=two .gitignore=*"} {
		if status, out := r.publish(files); status != 0 {
			t.Fatal(status, out)
		}
	}
	if names := r.git("ls-tree", "--name-only", branch); names != ".gitignore\nindex.html" {
		t.Error(names)
	}
	if text := r.git("show", branch+":index.html"); text != "two" || r.commits() != "2" {
		t.Error(text, r.commits())
	}
}

func TestAnAddressThatWouldBeGoneStopsIt(t *testing.T) {
	r := newRemote(t)
	r.publish("index.html=one a.html=a b.html=b")
	before := r.live()
	if status, out := r.publish("index.html=one", "b.html"); status != 2 || out != "a.html" || r.live() != before {
		t.Error(status, out)
	}
	if status, out := r.publish("index.html=one", "b.html\na.html"); status != 0 || r.live() == before {
		t.Error(status, out)
	}
}

// A name that begins like an option of grep, or that git would quote, is a name.
func TestOnlyWhatIsNamedMayBeGone(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"-a.html", "é.html"} {
		r := newRemote(t)
		r.publish("index.html=one b.html=b " + name + "=a")
		before := r.live()
		if status, out := r.publish("index.html=one", name); status != 2 || out != "b.html" || r.live() != before {
			t.Errorf("%s: status %d, %s", name, status, out)
		}
		if status, out := r.publish("index.html=one b.html=b", name); status != 0 {
			t.Errorf("%s: status %d, %s", name, status, out)
		}
	}
}

func TestNoByteIsChanged(t *testing.T) {
	t.Parallel()
	r := newRemote(t)
	config := filepath.Join(filepath.Dir(r.path), ".gitconfig")
	if err := os.WriteFile(config, []byte("[core]\n\tautocrlf = input\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, ".gitattributes"), []byte("* text ident\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	const text = "one\r\n$Id: two $\r\nthree"
	if err := os.WriteFile(filepath.Join(folder, "a.txt"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := r.command("publish.sh", folder, r.path).CombinedOutput(); err != nil {
		t.Fatalf("%v, %s", err, out)
	}
	if published := r.git("show", branch+":a.txt"); published != text {
		t.Errorf("%q was published as %q", text, published)
	}
}

func TestPathsMayBeRelative(t *testing.T) {
	t.Parallel()
	r := newRemote(t)
	script, err := filepath.Abs("publish.sh")
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(filepath.Dir(r.path), "the site")
	if err := os.Rename(r.folder("index.html=one"), folder); err != nil {
		t.Fatal(err)
	}
	command := r.command(script, "the site", filepath.Base(r.path))
	command.Dir = filepath.Dir(r.path)
	if out, err := command.CombinedOutput(); err != nil || r.git("ls-tree", "--name-only", branch) != "index.html" {
		t.Errorf("%v, %s", err, out)
	}
}

func TestNothingIsPushedToARemoteThatCannotBeRead(t *testing.T) {
	t.Parallel()
	r := newRemote(t)
	pushed := filepath.Join(t.TempDir(), "pushed")
	r.before("push", "echo >"+pushed)
	status, _ := r.command("publish.sh", r.folder("index.html=one"), r.path+".none").CombinedOutput()
	if _, err := os.Stat(pushed); err == nil {
		t.Errorf("pushed: %s", status)
	}
}

func TestOfEightPublishersAtOneMomentOneWins(t *testing.T) {
	for _, live := range []string{"", "index.html=old"} {
		r := newRemote(t)
		if live != "" {
			r.publish(live)
		}
		before := r.live()
		// All of them have read what is live before the first pushes.
		meeting := t.TempDir()
		r.before("push", "mktemp "+meeting+"/XXXXXX >/dev/null\nuntil [ $(ls "+meeting+" | wc -l) -ge 8 ]; do sleep 0.01; done")
		published := make(chan int, 8)
		var all sync.WaitGroup
		for i := range 8 {
			all.Go(func() {
				status, _ := r.publish("index.html=" + string(rune('a'+i)))
				published <- status
			})
		}
		all.Wait()
		close(published)
		winners := 0
		for status := range published {
			if status == 0 {
				winners++
			}
		}
		if winners != 1 || r.live() == before {
			t.Errorf("%d of eight succeeded", winners)
		}
	}
}

// What somebody else does to the branch between the comparison and the push, and which pushes still succeed.
var meanwhile = []struct {
	what                string
	compared, pushed    string // what is live when it is compared, and when it is pushed
	force, plain, lease bool
}{
	{"nothing", "second", "second", true, true, true},
	{"published", "second", "third", true, false, false},
	{"published first", "", "third", true, false, false},
	{"moved it back", "second", "first", true, true, false},
	{"removed it", "second", "", true, true, false},
}

func TestOnlyWhatWasComparedIsReplaced(t *testing.T) {
	const lease = `--force-with-lease="$ref:$live"`
	for _, each := range meanwhile {
		for how, succeeds := range map[string]bool{"--force": each.force, "": each.plain, lease: each.lease} {
			t.Run(each.what+" "+how, func(t *testing.T) {
				r := newRemote(t)
				commits := r.chain("first", "second", "third")
				r.git(move(commits[each.compared])...)
				r.before("push", "git --git-dir="+r.path+" "+strings.Join(move(commits[each.pushed]), " "))
				status, out := r.run(scriptWith(t, lease, how), "index.html=new")
				if (status == 0) != succeeds || (r.live() != commits[each.pushed]) != succeeds {
					t.Errorf("status %d, %s", status, out)
				}
			})
		}
	}
}

// chain makes commits without files, each on top of the one before, and returns their ids.
func (r *remote) chain(names ...string) map[string]string {
	commits, words := map[string]string{}, []string{"commit-tree", r.git("mktree")}
	for _, name := range names {
		commits[name] = r.git(append(words, "-m", name)...)
		words = append(words[:2:2], "-p", commits[name])
	}
	return commits
}

// move returns the words for git that set the branch to a commit, or remove it.
func move(commit string) []string {
	if commit == "" {
		return []string{"update-ref", "-d", branch}
	}
	return []string{"update-ref", branch, commit}
}

// A lease is compared when the push begins, and once more by the remote, which the push tells what it replaces.
func TestTheRemoteComparesAgain(t *testing.T) {
	r := newRemote(t)
	r.publish("index.html=old")
	other := r.chain("other")["other"]
	hooks := t.TempDir()
	script := "#!/bin/sh\ngit --git-dir=" + r.path + " " + strings.Join(move(other), " ") + "\n"
	if err := os.WriteFile(filepath.Join(hooks, "pre-push"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	r.environ = append(r.environ,
		"GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=core.hooksPath", "GIT_CONFIG_VALUE_0="+hooks)
	status, out := r.publish("index.html=new")
	if status == 0 || !strings.Contains(out, "[remote rejected]") || r.live() != other {
		t.Errorf("status %d, %s", status, out)
	}
}

// scriptWith returns publish.sh with another way to push. It fetches the whole history, because a publisher
// without it is refused for another reason: it cannot know whether its push is a fast-forward.
func scriptWith(t *testing.T, lease, how string) string {
	t.Helper()
	source, err := os.ReadFile("publish.sh")
	if err != nil {
		t.Fatal(err)
	}
	for _, each := range []string{lease, "--depth=1 "} {
		if strings.Count(string(source), each) != 1 {
			t.Fatalf("publish.sh does not have %s once", each)
		}
	}
	changed := strings.NewReplacer(lease, how, "--depth=1 ", "").Replace(string(source))
	script := filepath.Join(t.TempDir(), "publish.sh")
	if err := os.WriteFile(script, []byte(changed), 0o644); err != nil {
		t.Fatal(err)
	}
	return script
}

// What the remote answers can be lost though the branch has moved: the status alone does not say what is live.
func TestAPushThatFailsMayHavePublished(t *testing.T) {
	r := newRemote(t)
	r.hook("post-receive", "kill -9 $PPID\n")
	status, _ := r.publish("index.html=one")
	if status == 0 || r.live() == "" {
		t.Errorf("status %d, live %q", status, r.live())
	}
}

func TestNothingIsLeftBehind(t *testing.T) {
	t.Parallel()
	r := newRemote(t)
	r.environ = append(r.environ, "TMPDIR="+t.TempDir())
	tmp := r.environ[len(r.environ)-1][len("TMPDIR="):]
	r.publish("index.html=one")
	r.publish("other.html=one")
	r.before("push", "kill -TERM $PPID") // the script
	if status, _ := r.publish("index.html=two"); status != 1 {
		t.Error("it was not ended")
	}
	if left, _ := os.ReadDir(tmp); len(left) != 0 {
		t.Error(left)
	}
}
