package memory_test

import (
	"testing"

	"example.com/bank/internal/memory"
	"example.com/bank/internal/wallet"
	"example.com/bank/internal/wallettest"
)

// --8<-- [start:contract]

func TestStore(t *testing.T) {
	wallettest.TestStore(t, func(*testing.T) wallet.Store {
		return new(memory.Store)
	})
}

// --8<-- [end:contract]
