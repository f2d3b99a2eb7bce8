// Package httpjson offers the wallet over HTTP, in JSON.
package httpjson

import (
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"example.com/bank/internal/wallet"
)

const maxBody = 1 << 16

// New returns the handler of the wallet's three resources.
func New(service wallet.Service, log *slog.Logger) http.Handler {
	h := &handler{service, log}
	mux := http.NewServeMux()
	mux.HandleFunc("PUT /accounts/{id}", h.putAccount)
	mux.HandleFunc("GET /accounts/{id}", h.getAccount)
	mux.HandleFunc("PUT /transfers/{id}", h.putTransfer)
	return mux
}

type handler struct {
	service wallet.Service
	log     *slog.Logger
}

type account struct {
	ID      string `json:"id"`
	Balance int64  `json:"balance"`
}

type transfer struct {
	ID     string    `json:"id"`
	From   string    `json:"from"`
	To     string    `json:"to"`
	Amount int64     `json:"amount"`
	Posted time.Time `json:"posted"`
}

func (h *handler) putAccount(w http.ResponseWriter, r *http.Request) {
	a, err := h.service.Open(r.Context(), r.PathValue("id"))
	h.answer(w, r, account{a.ID, int64(a.Balance)}, err)
}

func (h *handler) getAccount(w http.ResponseWriter, r *http.Request) {
	a, err := h.service.Account(r.Context(), r.PathValue("id"))
	h.answer(w, r, account{a.ID, int64(a.Balance)}, err)
}

// --8<-- [start:handler]

func (h *handler) putTransfer(w http.ResponseWriter, r *http.Request) {
	var body struct {
		From, To string
		Amount   wallet.Amount
	}
	in := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody))
	if err := in.Decode(&body); err != nil {
		h.answer(w, r, nil, errors.Join(wallet.ErrInvalid, err))
		return
	}
	t, err := h.service.Transfer(r.Context(), wallet.Transfer{
		ID: r.PathValue("id"), From: body.From, To: body.To, Amount: body.Amount,
	})
	h.answer(w, r, transfer{t.ID, t.From, t.To, int64(t.Amount), t.Posted}, err)
}

// --8<-- [end:handler]

// --8<-- [start:status]

var statuses = []struct {
	err    error
	status int
}{
	{wallet.ErrInvalid, http.StatusBadRequest},
	{wallet.ErrNoAccount, http.StatusNotFound},
	{wallet.ErrIDReused, http.StatusConflict},
	{wallet.ErrInsufficientFunds, http.StatusUnprocessableEntity},
	{wallet.ErrOverloaded, http.StatusTooManyRequests},
}

// --8<-- [end:status]

// answer writes the value or, if there is an error, the error. One that the
// domain does not name is logged and not shown.
func (h *handler) answer(w http.ResponseWriter, r *http.Request, value any, err error) {
	status := http.StatusOK
	if err != nil {
		status, err = h.statusOf(r, err)
		value = map[string]string{"error": err.Error()}
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(value); err != nil {
		h.log.DebugContext(r.Context(), "client is gone", "err", err)
	}
}

func (h *handler) statusOf(r *http.Request, err error) (int, error) {
	for _, each := range statuses {
		if errors.Is(err, each.err) {
			return each.status, err
		}
	}
	h.log.ErrorContext(r.Context(), "request failed", "method", r.Method, "path", r.URL.Path, "err", err)
	return http.StatusInternalServerError, errors.New("internal error")
}
