// Command call makes one call of each method of a wallet at an address and
// prints what came back, for interop.py.
package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"example.com/bank/gokit/internal/endpoints"
	"example.com/bank/gokit/internal/grpc"
	"example.com/bank/gokit/internal/grpcwire"
	"example.com/bank/internal/wallet"
)

func main() {
	service := endpoints.Service(grpc.Dial(grpcwire.NewClient(os.Args[1])))
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	_, err := service.Open(ctx, "Änn")
	fmt.Println("Open:", strings.ReplaceAll(err.Error(), "\n", `\n`))
	a, err := service.Account(ctx, "Änn")
	fmt.Println("Account:", a, err)
	t, err := service.Transfer(ctx, wallet.Transfer{ID: "1", From: wallet.World, To: "Änn", Amount: 1 << 40})
	fmt.Println("Transfer:", t, err)
}
