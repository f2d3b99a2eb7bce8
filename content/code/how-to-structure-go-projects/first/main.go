// Command first is the wallet as a program of one file: accounts in a map,
// a mutex around them, and the rules inside the handlers. It is the first
// version: the books end with the program, and a stop drops requests.
package main

import (
	"cmp"
	"encoding/json/v2"
	"log"
	"math"
	"net/http"
	"os"
	"sync"
)

type account struct {
	Balance  int64 `json:"balance"`
	External bool  `json:"-"` // the world outside, which may go below zero
}

type transfer struct {
	From   string `json:"from"`
	To     string `json:"to"`
	Amount int64  `json:"amount"`
}

type server struct {
	mu        sync.Mutex
	accounts  map[string]*account
	transfers map[string]transfer
}

func newServer() *server {
	return &server{
		accounts:  map[string]*account{"world": {External: true}},
		transfers: map[string]transfer{},
	}
}

func (s *server) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("PUT /accounts/{id}", s.putAccount)
	mux.HandleFunc("GET /accounts/{id}", s.getAccount)
	mux.HandleFunc("PUT /transfers/{id}", s.putTransfer)
	return mux
}

func (s *server) putAccount(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := r.PathValue("id")
	if s.accounts[id] == nil {
		s.accounts[id] = &account{}
	}
	json.MarshalWrite(w, s.accounts[id])
}

func (s *server) getAccount(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.accounts[r.PathValue("id")]
	if a == nil {
		http.Error(w, "no such account", http.StatusNotFound)
		return
	}
	json.MarshalWrite(w, a)
}

func (s *server) putTransfer(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	var t transfer
	body := http.MaxBytesReader(w, r.Body, 1<<16)
	if err := json.UnmarshalRead(body, &t); err != nil || t.Amount <= 0 {
		http.Error(w, "invalid request", http.StatusBadRequest)
		return
	}
	// --8<-- [start:transfer]
	status, problem := http.StatusOK, ""
	s.mu.Lock()
	old, known := s.transfers[id]
	from, to := s.accounts[t.From], s.accounts[t.To]
	switch {
	case known && old != t:
		status, problem = http.StatusConflict, "id was used before"
	case from == nil || to == nil:
		status, problem = http.StatusNotFound, "no such account"
	case known: // sent again
	case !from.External && from.Balance < t.Amount:
		status, problem = http.StatusUnprocessableEntity, "insufficient funds"
	case from.Balance < math.MinInt64+t.Amount || to.Balance > math.MaxInt64-t.Amount:
		status, problem = http.StatusBadRequest, "amount is too large"
	default:
		from.Balance -= t.Amount
		to.Balance += t.Amount
		s.transfers[id] = t
	}
	s.mu.Unlock() // before the answer, which a slow client may hold up
	// --8<-- [end:transfer]
	if problem != "" {
		http.Error(w, problem, status)
		return
	}
	json.MarshalWrite(w, t)
}

func main() {
	addr := cmp.Or(os.Getenv("ADDR"), "localhost:8080")
	log.Fatal(http.ListenAndServe(addr, newServer().routes()))
}
