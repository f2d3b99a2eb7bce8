// Command flight measures what of a page arrives in the first flight of a connection.
//
//	gzip -9nc page.html | go run ./flight
//
// It prints lines of tab-separated words: what is measured, and numbers.
package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"os"
	"regexp"
	"sort"
	"strings"
	"sync/atomic"
)

const (
	segment = 1460 // bytes of TCP's data in a packet of 1,500: two headers, of IPv4 and TCP, have 20 each
	window  = 10 * segment
)

func main() {
	packed, err := io.ReadAll(os.Stdin)
	if err != nil {
		log.Fatal(err)
	}
	if err := report(os.Stdout, packed); err != nil {
		log.Fatal(err)
	}
}

func report(w io.Writer, packed []byte) error {
	page := received(packed)
	sent := 0
	for range 5 { // how the server divides what it sends depends on when
		n, err := onTheWire(packed)
		if err != nil {
			return err
		}
		sent = max(sent, n)
	}
	around := sent - len(packed)
	fmt.Fprintf(w, "plain\t%d\ncompressed\t%d\naround\t%d\n", len(page), len(packed), around)
	plain := highlighted.ReplaceAll(page, []byte("$1"))
	fmt.Fprintf(w, "highlighting\t%d\t%d\n", len(page)-len(plain), compressed(page)-compressed(plain))
	start := 0
	for _, each := range parts(page) {
		end := arrivalOf(each.end, packed)
		fmt.Fprintf(w, "part\t%s\t%d\t%d\n", each.name, each.end-each.start, end-start)
		start = end
	}
	all := words(page)
	for n := range window/segment + 1 {
		came := received(packed[:max(0, min(n*segment-around, len(packed)))])
		fmt.Fprintf(w, "segments\t%d\t%d\t%d\n", n, words(came), all)
	}
	return nil
}

var highlighted = regexp.MustCompile(`<span class="\w{1,3}">([^<]*)</span>`)

// compressed is the size of data that Go has compressed, which differs a little from what gzip makes of it.
func compressed(data []byte) int {
	var packed bytes.Buffer
	w, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	w.Write(data)
	w.Close()
	return packed.Len()
}

// --8<-- [start:received]

// received is what can be read of a compressed page when only the beginning
// has come.
func received(packed []byte) []byte {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil // the header of gzip is not complete
	}
	page, _ := io.ReadAll(r) // ends with io.ErrUnexpectedEOF
	return page
}

// --8<-- [end:received]

// arrivalOf is how many compressed bytes it takes to read so many plain ones.
func arrivalOf(plain int, packed []byte) int {
	return sort.Search(len(packed), func(n int) bool { return len(received(packed[:n])) >= plain })
}

type part struct {
	name       string
	start, end int
}

// parts divides a page at the places where something else begins.
func parts(page []byte) []part {
	found, start := []part{}, 0
	for _, each := range []struct{ name, ends string }{
		{"head", "<style>"}, {"style", "</style>"}, {"head", "<article"}, {"text", "</article>"}, {"foot", "</html>"},
	} {
		end := len(page)
		if at := bytes.Index(page[start:], []byte(each.ends)); at >= 0 {
			end = start + at
		}
		found = append(found, part{each.name, start, end})
		start = end
	}
	found[len(found)-1].end = len(page)
	return found
}

var markup = regexp.MustCompile(`(?s)<(?:script|style)\b.*?(?:</(?:script|style)>|$)|<[^>]*(?:>|$)`)

// words counts those of the body, as far as it came.
func words(page []byte) int {
	_, body, _ := strings.Cut(string(page), "<body>")
	return len(strings.Fields(markup.ReplaceAllString(body, " ")))
}

// gitHubPages has the headers of an answer from GitHub Pages, with invented values of the same length.
var gitHubPages = map[string]string{
	"server":                      "GitHub.com",
	"content-type":                "text/html; charset=utf-8",
	"last-modified":               "Mon, 30 Nov 2026 18:00:00 GMT",
	"access-control-allow-origin": "*",
	"etag":                        `W/"00000000-0000"`,
	"expires":                     "Mon, 30 Nov 2026 18:10:00 GMT",
	"cache-control":               "max-age=600",
	"content-encoding":            "gzip",
	"x-proxy-cache":               "MISS",
	"x-github-request-id":         "0000:000000:00000A:00000B:0000000C",
	"x-github-edge-region":        "xyz",
	"accept-ranges":               "bytes",
	"via":                         "1.1 varnish",
	"age":                         "330",
	"x-served-by":                 "cache-xyz-kxyz0000000-XYZ",
	"x-cache":                     "HIT",
	"x-cache-hits":                "1",
	"x-timer":                     "S0000000000.000000,VS0,VE6",
	"vary":                        "Accept-Encoding",
	"x-fastly-request-id":         "0123456789abcdef0123456789abcdef01234567",
}

// onTheWire is how many bytes Go's server sends over HTTP/2 and TLS 1.3 for a page, after the handshake.
func onTheWire(packed []byte) (int, error) {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, value := range gitHubPages {
			w.Header().Set(name, value)
		}
		w.Header().Set("content-length", fmt.Sprint(len(packed)))
		w.Write(packed)
	}))
	server.EnableHTTP2 = true
	server.StartTLS()
	defer server.Close()

	var read, atHandshake atomic.Int64
	transport := server.Client().Transport.(*http.Transport)
	transport.DisableCompression = true
	transport.DialContext = func(_ context.Context, network, _ string) (net.Conn, error) {
		conn, err := net.Dial(network, server.Listener.Addr().String())
		return counted{conn, &read}, err
	}
	request, err := http.NewRequest(http.MethodGet, server.URL, nil)
	if err != nil {
		return 0, err
	}
	trace := &httptrace.ClientTrace{TLSHandshakeDone: func(tls.ConnectionState, error) { atHandshake.Store(read.Load()) }}
	answer, err := server.Client().Do(request.WithContext(httptrace.WithClientTrace(request.Context(), trace)))
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	if _, err := io.Copy(io.Discard, answer.Body); err != nil {
		return 0, err
	}
	if answer.ProtoMajor != 2 || answer.TLS.Version != tls.VersionTLS13 {
		return 0, fmt.Errorf("answered by %s, TLS %x", answer.Proto, answer.TLS.Version)
	}
	return int(read.Load() - atHandshake.Load()), nil
}

// counted counts what is read from a connection.
type counted struct {
	net.Conn
	read *atomic.Int64
}

func (c counted) Read(data []byte) (int, error) {
	n, err := c.Conn.Read(data)
	c.read.Add(int64(n))
	return n, err
}
