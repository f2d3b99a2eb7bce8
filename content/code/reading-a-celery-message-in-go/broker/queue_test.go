package broker

import (
	"bytes"
	"context"
	"encoding/json/v2"
	"errors"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// server starts a Redis server of the test's own and returns its address.
func server(t *testing.T) string {
	t.Helper()
	program, err := exec.LookPath("redis-server")
	if err != nil {
		t.Skip("no redis-server here")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	_, port, _ := net.SplitHostPort(address)
	redis := exec.Command(program, "--port", port, "--bind", "127.0.0.1", "--save", "", "--dir", t.TempDir())
	if err := redis.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = redis.Process.Kill()
		_ = redis.Wait()
	})
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for {
		c, err := dial(ctx, address)
		if err == nil {
			c.c.Close()
			return address
		}
		if ctx.Err() != nil {
			t.Fatal("redis-server does not answer")
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func open(t *testing.T, address string) *Queue {
	t.Helper()
	q, err := Open(t.Context(), address, "celery", time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { q.Close() })
	return q
}

func (q *Queue) must(t *testing.T, args ...string) any {
	t.Helper()
	reply, err := q.conn.do(args...)
	if err != nil {
		t.Fatal(err)
	}
	return reply
}

func recorded(t *testing.T, name string) string {
	t.Helper()
	raw, err := os.ReadFile("../message/testdata/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func (q *Queue) mustTake(t *testing.T) *Delivery {
	t.Helper()
	d, err := q.Take()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestMessagesAreTakenByPriorityAndAge(t *testing.T) {
	q := open(t, server(t))
	urgent, other, later := recorded(t, "v1-plain"), recorded(t, "v2-plain"), recorded(t, "v2-limits-priority-6")
	q.must(t, "LPUSH", "celery\x06\x166", later)
	q.must(t, "LPUSH", "celery", urgent)
	q.must(t, "LPUSH", "celery", other)
	for _, want := range []string{urgent, other, later} {
		if d := q.mustTake(t); string(d.Raw) != want {
			t.Errorf("took %s, want %s", d.Raw, want)
		}
	}
	if _, err := q.Take(); !errors.Is(err, ErrEmpty) {
		t.Error(err)
	}
}

func TestAMessageIsHeldAsKombuHoldsIt(t *testing.T) {
	q := open(t, server(t))
	q.must(t, "LPUSH", "celery", recorded(t, "v2-plain"))
	d := q.mustTake(t)
	held, _ := q.must(t, "HGET", "unacked", d.tag).(string)
	var parts, kombus []any
	if err := json.Unmarshal([]byte(held), &parts); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(recorded(t, "unacked-retry")), &kombus); err != nil {
		t.Fatal(err)
	}
	if len(parts) != 3 || parts[1] != kombus[1] || parts[2] != kombus[2] {
		t.Errorf("held as %v, by kombu as %v", parts, kombus)
	}
	if q.must(t, "ZSCORE", "unacked_index", d.tag) == nil {
		t.Error("not in the index")
	}
	if err := q.Ack(d); err != nil {
		t.Fatal(err)
	}
	if n := q.must(t, "EXISTS", "unacked", "unacked_index", "celery"); n != int64(0) {
		t.Errorf("%d keys are left", n)
	}
}

func TestAnUntouchedMessageIsRestored(t *testing.T) {
	q := open(t, server(t))
	raw := recorded(t, "v2-limits-priority-6")
	q.must(t, "LPUSH", "celery\x06\x166", raw)
	d := q.mustTake(t)
	now := time.Now()
	q.now = func() time.Time { return now }
	restored := func(after time.Duration, want int) {
		t.Helper()
		now = now.Add(after)
		if n, err := q.Restore(10); n != want || err != nil {
			t.Fatalf("%d restored, %v; want %d", n, err, want)
		}
	}
	restored(59*time.Second, 0)
	if err := q.Touch(d); err != nil {
		t.Fatal(err)
	}
	restored(59*time.Second, 0)
	if done, err := q.restoreOne(d.tag, q.score(time.Minute)); done || err != nil {
		t.Errorf("restored though it was touched after somebody looked: %v", err)
	}
	restored(2*time.Second, 1)
	restored(time.Hour, 0)
	if got := q.must(t, "RPOP", "celery\x06\x166"); got != raw {
		t.Errorf("restored to its list: %v", got)
	}
	if err := q.Touch(d); err != nil || q.must(t, "EXISTS", "unacked_index") != int64(0) {
		t.Errorf("a late touch brings a message back: %v", err)
	}
}

func TestABadMessageDoesNotKeepOthersFromBeingRestored(t *testing.T) {
	q := open(t, server(t))
	q.must(t, "HSET", "unacked", "bad", "?", "other", `[{}, "orders", "eu"]`, "good", `[{"properties": {}}, "", "celery"]`)
	q.must(t, "ZADD", "unacked_index", "1", "bad", "2", "other", "3", "good", "4", "gone")
	if n, err := q.Restore(10); n != 1 || err == nil || !strings.Contains(err.Error(), "restore bad") {
		t.Errorf("%d restored, %v", n, err)
	}
	if n := q.must(t, "ZCARD", "unacked_index"); n != int64(2) {
		t.Errorf("%d left, want what is damaged and what only kombu can restore", n)
	}
}

func TestRefusedAndReturnedMessagesAreKept(t *testing.T) {
	q := open(t, server(t))
	raw := recorded(t, "pickle")
	q.must(t, "LPUSH", "celery", raw)
	if err := q.Return(q.mustTake(t)); err != nil {
		t.Fatal(err)
	}
	if err := q.Refuse(q.mustTake(t)); err != nil {
		t.Fatal(err)
	}
	if got := q.must(t, "RPOP", "celery.refused"); got != raw {
		t.Errorf("refused %v", got)
	}
	if n := q.must(t, "EXISTS", "unacked", "unacked_index", "celery"); n != int64(0) {
		t.Errorf("%d keys are left", n)
	}
}

func TestRepliesAreStoredAndPublished(t *testing.T) {
	address := server(t)
	q, listener := open(t, address), open(t, address)
	listener.must(t, "SUBSCRIBE", "celery-task-meta-1")
	if err := q.Reply("1", []byte(`{}`)); err != nil {
		t.Fatal(err)
	}
	published, err := readReply(listener.conn.r, maxDepth)
	if err != nil {
		t.Fatal(err)
	}
	if parts, _ := published.([]any); len(parts) != 3 || parts[2] != "{}" {
		t.Errorf("published %v", published)
	}
	if got := q.must(t, "GET", "celery-task-meta-1"); got != "{}" {
		t.Errorf("stored %v", got)
	}
}

func TestAConnectionThatFailedIsNotUsedAgain(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		_, _ = c.Read(make([]byte, 1))
		_, _ = c.Write(bytes.Repeat([]byte("?"), 10))
	}()
	q := open(t, l.Addr().String())
	_, first := q.Take()
	_, second := q.Take()
	if first == nil || second == nil || first.Error() != second.Error() {
		t.Errorf("%v, then %v", first, second)
	}
}

func TestAMessageThatIsTooLargeToReadCanBeTakenAndRefused(t *testing.T) {
	q := open(t, server(t))
	q.must(t, "LPUSH", "celery", `{"body": "`+strings.Repeat("x", 17<<20)+`"}`)
	if err := q.Refuse(q.mustTake(t)); err != nil {
		t.Fatal(err)
	}
	if n := q.must(t, "LLEN", "celery.refused"); n != int64(1) {
		t.Errorf("%v in the list", n)
	}
}

func TestAMessageSurvivesARedisThatIsFull(t *testing.T) {
	q := open(t, server(t))
	q.must(t, "LPUSH", "celery", recorded(t, "v2-plain"))
	q.must(t, "CONFIG", "SET", "maxmemory", "1")
	_, err := q.Take()
	waiting, _ := q.must(t, "LLEN", "celery").(int64)
	held, _ := q.must(t, "HLEN", "unacked").(int64)
	if waiting+held != 1 {
		t.Errorf("%d wait and %d are held, %v", waiting, held, err)
	}
}

func TestMessagesAreRestoredToTheListThatKombuChooses(t *testing.T) {
	for priority, want := range map[string]string{
		"": "go", `"priority": null`: "go", `"priority": "6"`: "go\x06\x166", `"priority": 12`: "go\x06\x169", `"priority": []`: "go",
	} {
		_, list, err := unpack(`[{"properties": {` + priority + `}}, "", "go"]`)
		if list != want || err != nil {
			t.Errorf("%s: %q, %v; want %q", priority, list, err, want)
		}
	}
}

func TestALostConnectionIsAnErrorOfItsOwn(t *testing.T) {
	q := open(t, server(t))
	q.must(t, "HSET", "unacked", "bad", "?")
	q.must(t, "ZADD", "unacked_index", "1", "bad")
	if _, err := q.Restore(10); err == nil || errors.Is(err, ErrBroken) {
		t.Errorf("a damaged message: %v", err)
	}
	q.Close()
	if _, err := q.Restore(10); !errors.Is(err, ErrBroken) {
		t.Error(err)
	}
}

func TestWhatACeleryWorkerHeldIsRestored(t *testing.T) {
	q := open(t, server(t))
	held := recorded(t, "unacked-retry")
	q.must(t, "HSET", "unacked", "tag", held)
	q.must(t, "ZADD", "unacked_index", "1", "tag")
	if n, err := q.Restore(10); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	if want, _, _ := unpack(held); q.must(t, "RPOP", "celery") != want {
		t.Error("another message")
	}
}
