// Package graceful serves HTTP until a context is done.
package graceful

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"
)

const grace = 10 * time.Second

// Serve answers requests until the context is done, then lets those that
// are under way end. It returns when no handler runs any more, or when
// they have had ten seconds.
func Serve(ctx context.Context, l net.Listener, srv *http.Server) error {
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	err := srv.Shutdown(patience)
	if served := <-failed; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}
