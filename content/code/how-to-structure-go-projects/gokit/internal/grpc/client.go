package grpc

import (
	"context"
	"errors"
	"fmt"

	"github.com/go-kit/kit/endpoint"

	"example.com/bank/gokit/internal/endpoints"
	"example.com/bank/gokit/internal/grpcwire"
)

// --8<-- [start:client]

// Dial returns the endpoints of a wallet at an address, which may be wrapped
// like those of a wallet in this program.
func Dial(client *grpcwire.Client) endpoints.Set {
	return endpoints.Set{
		Open:     remote(client, "Open", encodeID, decodeAccount),
		Account:  remote(client, "Account", encodeID, decodeAccount),
		Transfer: remote(client, "Transfer", encodeTransfer, decodeTransfer),
	}
}

func remote[In, Out any](
	client *grpcwire.Client, method string, encode func(In) []byte, decode func([]byte) (Out, error),
) endpoint.Endpoint {
	return endpoints.Of(func(ctx context.Context, request In) (out Out, err error) {
		message, err := client.Call(ctx, service+method, encode(request))
		if err != nil {
			return out, errorOf(err)
		}
		return decode(message)
	})
}

// --8<-- [end:client]

// errorOf returns an error of the domain if that is what the server had. A
// server that is unavailable may have an open breaker, but it is not ours.
func errorOf(err error) error {
	status, ok := errors.AsType[*grpcwire.Status](err)
	if !ok {
		return err
	}
	for _, each := range codes {
		if status.Code == each.code && each.code != grpcwire.Unavailable {
			return fmt.Errorf("%w (%w)", each.err, err)
		}
	}
	return err
}
