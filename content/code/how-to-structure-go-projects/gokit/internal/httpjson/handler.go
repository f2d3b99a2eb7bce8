// Package httpjson offers the wallet's endpoints over HTTP, in JSON.
package httpjson

import (
	"context"
	"encoding/json/v2"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/go-kit/kit/endpoint"
	"github.com/go-kit/kit/ratelimit"
	"github.com/go-kit/kit/transport"
	kithttp "github.com/go-kit/kit/transport/http"

	"example.com/bank/gokit/internal/breaker"
	"example.com/bank/gokit/internal/endpoints"
	"example.com/bank/internal/wallet"
)

const maxBody = 1 << 16

// --8<-- [start:new]

// New returns the handler of the wallet's three resources.
func New(set endpoints.Set, log *slog.Logger) http.Handler {
	options := []kithttp.ServerOption{
		kithttp.ServerErrorEncoder(encodeError),
		kithttp.ServerErrorHandler(transport.ErrorHandlerFunc(func(ctx context.Context, err error) {
			if status, _ := statusOf(err); status == http.StatusInternalServerError && ctx.Err() == nil {
				log.ErrorContext(ctx, "request failed", "err", err)
			}
		})),
	}
	mux := http.NewServeMux()
	mux.Handle("PUT /accounts/{id}", kithttp.NewServer(set.Open, decodeID, encodeAccount, options...))
	mux.Handle("GET /accounts/{id}", kithttp.NewServer(set.Account, decodeID, encodeAccount, options...))
	mux.Handle("PUT /transfers/{id}", kithttp.NewServer(set.Transfer, decodeTransfer, encodeTransfer, options...))
	return http.MaxBytesHandler(mux, maxBody)
}

// --8<-- [end:new]

func decodeID(_ context.Context, r *http.Request) (any, error) {
	return r.PathValue("id"), nil
}

// --8<-- [start:codec]

func decodeTransfer(_ context.Context, r *http.Request) (any, error) {
	var body struct {
		From   string `json:"from"`
		To     string `json:"to"`
		Amount int64  `json:"amount"`
	}
	err := json.UnmarshalRead(r.Body, &body, json.RejectUnknownMembers(true))
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return nil, errTooLarge
	}
	if err != nil {
		return nil, errBody
	}
	return wallet.Transfer{
		ID: r.PathValue("id"), From: body.From, To: body.To, Amount: wallet.Amount(body.Amount),
	}, nil
}

func encodeTransfer(ctx context.Context, w http.ResponseWriter, response any) error {
	r := response.(endpoints.Response[wallet.Transfer])
	t := r.Value
	return encode(ctx, w, r, struct {
		ID     string    `json:"id"`
		From   string    `json:"from"`
		To     string    `json:"to"`
		Amount int64     `json:"amount"`
		Posted time.Time `json:"posted"`
	}{t.ID, t.From, t.To, int64(t.Amount), t.Posted})
}

// --8<-- [end:codec]

func encodeAccount(ctx context.Context, w http.ResponseWriter, response any) error {
	r := response.(endpoints.Response[wallet.Account])
	return encode(ctx, w, r, struct {
		ID      string `json:"id"`
		Balance int64  `json:"balance"`
	}{r.Value.ID, int64(r.Value.Balance)})
}

func encode(ctx context.Context, w http.ResponseWriter, response endpoint.Failer, value any) error {
	if err := response.Failed(); err != nil {
		encodeError(ctx, err, w)
		return nil
	}
	w.Header().Set("Content-Type", "application/json")
	return json.MarshalWrite(w, value)
}

var (
	errBody     = errors.New("the body is not an object of from, to (strings) and amount (an integer)")
	errTooLarge = fmt.Errorf("the body has more than %d bytes", maxBody)
)

// --8<-- [start:status]

// statuses has what the wallet refuses, and what the middleware turns down.
var statuses = []struct {
	err    error
	status int
}{
	{errBody, http.StatusBadRequest},
	{errTooLarge, http.StatusRequestEntityTooLarge},
	{wallet.ErrInvalid, http.StatusBadRequest},
	{wallet.ErrNoAccount, http.StatusNotFound},
	{wallet.ErrIDReused, http.StatusConflict},
	{wallet.ErrInsufficientFunds, http.StatusUnprocessableEntity},
	{wallet.ErrOverloaded, http.StatusTooManyRequests},
	{ratelimit.ErrLimited, http.StatusTooManyRequests},
	{breaker.ErrOpen, http.StatusServiceUnavailable},
}

// --8<-- [end:status]

func statusOf(err error) (int, string) {
	for _, each := range statuses {
		if errors.Is(err, each.err) {
			return each.status, err.Error()
		}
	}
	return http.StatusInternalServerError, "internal error"
}

func encodeError(_ context.Context, err error, w http.ResponseWriter) {
	status, text := statusOf(err)
	if status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "1") // the limit is per second, the breaker rests for one
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.MarshalWrite(w, map[string]string{"error": text})
}
