package grpcwire

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// serve starts a server on a free port that speaks HTTP/1.1 and HTTP/2.
func serve(t *testing.T, handler http.Handler) (addr string, client *Client) {
	t.Helper()
	server := httptest.NewUnstartedServer(handler)
	server.Config.Protocols = new(http.Protocols)
	server.Config.Protocols.SetHTTP1(true)
	server.Config.Protocols.SetUnencryptedHTTP2(true)
	server.Start()
	t.Cleanup(server.Close)
	addr = strings.TrimPrefix(server.URL, "http://")
	client = NewClient(addr)
	t.Cleanup(client.Close)
	return addr, client
}

func echo(_ context.Context, in []byte) ([]byte, error) { return in, nil }

func TestMessageThereAndBack(t *testing.T) {
	_, client := serve(t, Unary(echo))
	for _, want := range [][]byte{nil, []byte("a"), bytes.Repeat([]byte{0xff}, maxMessage)} {
		if got, err := client.Call(t.Context(), "/a.B/C", want); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%d bytes: got %d, %v", len(want), len(got), err)
		}
	}
}

func TestErrorsBecomeStatuses(t *testing.T) {
	for _, each := range []struct {
		err  error
		want Status
	}{
		{&Status{NotFound, ""}, Status{NotFound, ""}},
		{&Status{NotFound, "no 100 % \"Ännchen\"\n"}, Status{NotFound, "no 100 % \"Ännchen\"\n"}},
		{fmt.Errorf("wrapped: %w", &Status{Unavailable, "later"}), Status{Unavailable, "later"}},
		{errors.New("disk sda1 on fire"), Status{Unknown, "internal error"}},
		{context.DeadlineExceeded, Status{DeadlineExceeded, "deadline exceeded"}},
		{os.ErrDeadlineExceeded, Status{DeadlineExceeded, "deadline exceeded"}},
		{context.Canceled, Status{Canceled, "cancelled"}},
	} {
		_, client := serve(t, Unary(func(context.Context, []byte) ([]byte, error) { return nil, each.err }))
		_, err := client.Call(t.Context(), "/a.B/C", nil)
		if got, ok := errors.AsType[*Status](err); !ok || *got != each.want {
			t.Errorf("%v: got %v, want %+v", each.err, err, each.want)
		}
	}
}

func TestAnswersOfOtherServersAreStatuses(t *testing.T) {
	for _, each := range []struct {
		name   string
		answer http.HandlerFunc
		want   Code
	}{
		{"no such method", http.NotFound, Unimplemented},
		{"proxy without a server", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(502) }, Unavailable},
		{"web page", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "<html>") }, Unknown},
		{"no status", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", contentType)
			writeMessage(w, nil)
		}, Unknown},
		{"trailers only", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", contentType)
			w.Header().Set("Grpc-Status", "5")
		}, NotFound},
		{"status that is no number", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", contentType)
			w.Header().Set("Grpc-Status", "-1")
		}, Unknown},
		{"message that is missing", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", contentType)
			w.Header().Set("Grpc-Status", "0")
		}, Internal},
		{"server that breaks off", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, Unavailable},
	} {
		t.Run(each.name, func(t *testing.T) {
			_, client := serve(t, each.answer)
			_, err := client.Call(t.Context(), "/a.B/C", nil)
			if got, ok := errors.AsType[*Status](err); !ok || got.Code != each.want {
				t.Errorf("got %v, want code %d", err, each.want)
			}
		})
	}
}

func TestNoServerIsUnavailable(t *testing.T) {
	server := httptest.NewServer(nil)
	client := NewClient(strings.TrimPrefix(server.URL, "http://"))
	server.Close()
	_, err := client.Call(t.Context(), "/a.B/C", nil)
	if got, ok := errors.AsType[*Status](err); !ok || got.Code != Unavailable {
		t.Errorf("got %v, want code %d", err, Unavailable)
	}
}

func TestServerTellsWhatItCannotRead(t *testing.T) {
	frame := func(flag byte, length int, message string) string {
		return string([]byte{flag, 0, byte(length >> 16), byte(length >> 8), byte(length)}) + message
	}
	addr, client := serve(t, Unary(echo))
	for _, each := range []struct {
		name, body, timeout string
		want                string
	}{
		{"nothing", "", "", "13"},
		{"half a prefix", "\x00\x00", "", "13"},
		{"half a message", frame(0, 2, "a"), "", "13"},
		{"two messages", frame(0, 1, "a") + frame(0, 1, "a"), "", "12"},
		{"compressed", frame(1, 1, "a"), "", "12"},
		{"too long", frame(0, maxMessage+1, ""), "", "8"},
		{"timeout without a unit", frame(0, 0, ""), "5", "13"},
		{"timeout without a number", frame(0, 0, ""), "S", "13"},
		{"long timeout", frame(0, 0, ""), "99999999H", "0"},
	} {
		t.Run(each.name, func(t *testing.T) {
			req, err := http.NewRequestWithContext(t.Context(), "POST", "http://"+addr+"/a.B/C", strings.NewReader(each.body))
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Content-Type", contentType+"+proto")
			if each.timeout != "" {
				req.Header.Set("Grpc-Timeout", each.timeout)
			}
			resp, err := client.http.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			if _, err := io.Copy(io.Discard, resp.Body); err != nil {
				t.Fatal(err)
			}
			if got := resp.Trailer.Get("Grpc-Status"); resp.ProtoMajor != 2 || got != each.want {
				t.Errorf("HTTP/%d: got status %s, want %s", resp.ProtoMajor, got, each.want)
			}
		})
	}
}

func TestABodyThatStaysOpenIsNotAnotherMessage(t *testing.T) {
	body := io.MultiReader(strings.NewReader("\x00\x00\x00\x00\x01a"), iotest.ErrReader(os.ErrDeadlineExceeded))
	if _, err := readMessage(body); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("got %v, want %v", err, os.ErrDeadlineExceeded)
	}
}

func TestOtherClientsAreTurnedAway(t *testing.T) {
	addr, client := serve(t, Unary(echo))
	for _, each := range []struct {
		name string
		http *http.Client
		kind string
	}{
		{"HTTP/1.1", http.DefaultClient, contentType},
		{"JSON", &client.http, "application/json"},
		{"gRPC-Web", &client.http, "application/grpc-web"},
	} {
		resp, err := each.http.Post("http://"+addr+"/a.B/C", each.kind, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != http.StatusUnsupportedMediaType {
			t.Errorf("%s: got %s, want 415", each.name, resp.Status)
		}
	}
}

func TestDeadlineReachesTheServer(t *testing.T) {
	left := make(chan time.Duration, 1)
	_, client := serve(t, Unary(func(ctx context.Context, _ []byte) ([]byte, error) {
		deadline, _ := ctx.Deadline()
		left <- time.Until(deadline)
		return nil, nil
	}))
	ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
	defer cancel()
	if _, err := client.Call(ctx, "/a.B/C", nil); err != nil {
		t.Fatal(err)
	}
	if got := <-left; got <= 59*time.Minute || got > time.Hour {
		t.Errorf("%v left of an hour", got)
	}
}

func TestCallEndsWithItsContext(t *testing.T) {
	ended := make(chan error, 1)
	_, client := serve(t, Unary(func(ctx context.Context, _ []byte) ([]byte, error) {
		<-ctx.Done()
		ended <- ctx.Err()
		return nil, ctx.Err()
	}))
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	_, err := client.Call(ctx, "/a.B/C", nil)
	status, ok := errors.AsType[*Status](err)
	if !errors.Is(err, context.DeadlineExceeded) && !(ok && status.Code == DeadlineExceeded) {
		t.Errorf("got %v, want a deadline that has passed", err)
	}
	if <-ended == nil {
		t.Error("the server's context did not end")
	}
}

func TestTimeoutsAreRoundedUp(t *testing.T) {
	for _, each := range []struct {
		d    time.Duration
		want string
	}{
		{-time.Second, "1n"},
		{0, "1n"},
		{99999999, "99999999n"},
		{100 * time.Millisecond, "100000u"},
		{99999999*time.Microsecond + 1, "100000m"},
		{100000 * time.Second, "100000S"},
		{99999999*time.Second + 1, "1666667M"},
		{2562047 * time.Hour, "2562047H"},
	} {
		got := formatTimeout(each.d)
		if got != each.want {
			t.Errorf("%v: got %s, want %s", each.d, got, each.want)
		}
		if back, err := parseTimeout(got); err != nil || back < each.d {
			t.Errorf("%s: got %v, %v, want at least %v", got, back, err, each.d)
		}
	}
	if got := formatTimeout(1<<63 - 1); got != "2562048H" {
		t.Errorf("got %s", got)
	}
	for _, header := range []string{"1", "S", "1x", "-1S", "1.5S", "123456789S"} {
		if got, err := parseTimeout(header); err == nil {
			t.Errorf("%q: got %v, want an error", header, got)
		}
	}
}

func FuzzReadMessage(f *testing.F) {
	f.Add([]byte("\x00\x00\x00\x00\x01a"))
	f.Fuzz(func(t *testing.T, body []byte) {
		message, err := readMessage(iotest.OneByteReader(bytes.NewReader(body)))
		if err != nil {
			return
		}
		var again bytes.Buffer
		if writeMessage(&again, message); !bytes.Equal(again.Bytes(), body) {
			t.Errorf("%x became %x", body, again.Bytes())
		}
	})
}

func FuzzStatusMessage(f *testing.F) {
	f.Add("100 % \"Ännchen\"\n")
	f.Fuzz(func(t *testing.T, message string) {
		header := escape(message)
		if unescape(header) != message {
			t.Errorf("%q became %q", message, unescape(header))
		}
		for _, c := range []byte(header) {
			if c < ' ' || c > '~' {
				t.Fatalf("%q has byte %#x", header, c)
			}
		}
		unescape(message)
	})
}
