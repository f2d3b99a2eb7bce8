// Package grpc offers the wallet's endpoints over gRPC, and makes endpoints
// of a wallet that another program offers.
package grpc

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	"github.com/go-kit/kit/endpoint"
	"github.com/go-kit/kit/ratelimit"

	"example.com/bank/gokit/internal/breaker"
	"example.com/bank/gokit/internal/endpoints"
	"example.com/bank/gokit/internal/grpcwire"
	"example.com/bank/internal/wallet"
)

const service = "/bank.v1.Wallet/"

// --8<-- [start:server]

// New returns the handler of the wallet's three methods.
func New(set endpoints.Set, log *slog.Logger) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("POST "+service+"Open", handler(set.Open, decodeID, encodeAccount, log))
	mux.Handle("POST "+service+"Account", handler(set.Account, decodeID, encodeAccount, log))
	mux.Handle("POST "+service+"Transfer", handler(set.Transfer, decodeTransfer, encodeTransfer, log))
	return mux
}

func handler[In, Out any](
	e endpoint.Endpoint, decode func([]byte) (In, error), encode func(Out) []byte, log *slog.Logger,
) http.Handler {
	return grpcwire.Unary(func(ctx context.Context, message []byte) ([]byte, error) {
		request, err := decode(message)
		if err != nil {
			return nil, &grpcwire.Status{Code: grpcwire.InvalidArgument, Message: err.Error()}
		}
		value, err := endpoints.Call[Out](ctx, e, request)
		if err != nil {
			return nil, statusOf(ctx, err, log)
		}
		return encode(value), nil
	})
}

// --8<-- [end:server]

// --8<-- [start:codes]

// codes has each error of the domain once, so that a client can translate a
// code back to the error which it was.
var codes = []struct {
	err  error
	code grpcwire.Code
}{
	{wallet.ErrInvalid, grpcwire.InvalidArgument},
	{wallet.ErrNoAccount, grpcwire.NotFound},
	{wallet.ErrIDReused, grpcwire.AlreadyExists},
	{wallet.ErrInsufficientFunds, grpcwire.FailedPrecondition},
	{wallet.ErrOverloaded, grpcwire.ResourceExhausted},
	{ratelimit.ErrLimited, grpcwire.ResourceExhausted},
	{breaker.ErrOpen, grpcwire.Unavailable},
}

// --8<-- [end:codes]

// statusOf logs an error that the table does not have, and returns it: the
// client sees Unknown, or that its time is up.
func statusOf(ctx context.Context, err error, log *slog.Logger) error {
	for _, each := range codes {
		if errors.Is(err, each.err) {
			return &grpcwire.Status{Code: each.code, Message: err.Error()}
		}
	}
	if ctx.Err() == nil {
		log.ErrorContext(ctx, "request failed", "err", err)
	}
	return err
}
