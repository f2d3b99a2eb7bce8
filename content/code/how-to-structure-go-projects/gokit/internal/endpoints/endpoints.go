// Package endpoints gives each method of the wallet the one signature that
// Go kit's middleware and transports know.
package endpoints

import (
	"context"
	"errors"

	"github.com/go-kit/kit/endpoint"

	"example.com/bank/internal/wallet"
)

// --8<-- [start:set]

// A Set has an endpoint for each method of the wallet. Open and Account take
// a string, Transfer a wallet.Transfer; each returns a Response.
type Set struct{ Open, Account, Transfer endpoint.Endpoint }

// New returns the endpoints of a wallet.
func New(service wallet.Service) Set {
	return Set{
		Open:     Of(service.Open),
		Account:  Of(service.Account),
		Transfer: Of(service.Transfer),
	}
}

// Wrap puts each endpoint inside the middleware for its method.
func (s Set) Wrap(with func(method string) endpoint.Middleware) Set {
	return Set{
		Open:     with("Open")(s.Open),
		Account:  with("Account")(s.Account),
		Transfer: with("Transfer")(s.Transfer),
	}
}

// --8<-- [end:set]

// --8<-- [start:response]

// A Response holds what a method returned, or why the wallet refused. To
// middleware a refusal is an answer like another: only an error of the
// endpoint itself says that something is broken.
type Response[T any] struct {
	Value   T
	Refusal error
}

// Failed makes a Response an endpoint.Failer.
func (r Response[T]) Failed() error { return r.Refusal }

// Of returns the endpoint of a method.
func Of[In, Out any](method func(context.Context, In) (Out, error)) endpoint.Endpoint {
	return func(ctx context.Context, request any) (any, error) {
		value, err := method(ctx, request.(In))
		if err != nil && !isRefusal(err) {
			return nil, err
		}
		return Response[Out]{value, err}, nil
	}
}

// --8<-- [end:response]

// isRefusal reports whether the rules of the ledger led to an error. An
// overloaded wallet does not refuse by its rules: it could not be asked.
func isRefusal(err error) bool {
	return errors.Is(err, wallet.ErrInvalid) || errors.Is(err, wallet.ErrNoAccount) ||
		errors.Is(err, wallet.ErrIDReused) || errors.Is(err, wallet.ErrInsufficientFunds)
}

// Service returns the wallet behind endpoints, which may be another program's.
func Service(set Set) wallet.Service { return service{set} }

type service struct{ set Set }

func (s service) Open(ctx context.Context, id string) (wallet.Account, error) {
	return Call[wallet.Account](ctx, s.set.Open, id)
}

func (s service) Account(ctx context.Context, id string) (wallet.Account, error) {
	return Call[wallet.Account](ctx, s.set.Account, id)
}

func (s service) Transfer(ctx context.Context, t wallet.Transfer) (wallet.Transfer, error) {
	return Call[wallet.Transfer](ctx, s.set.Transfer, t)
}

// Call calls an endpoint as the method that it was made of.
func Call[Out any](ctx context.Context, e endpoint.Endpoint, request any) (Out, error) {
	response, err := e(ctx, request)
	if err != nil {
		var none Out
		return none, err
	}
	r := response.(Response[Out])
	return r.Value, r.Refusal
}
