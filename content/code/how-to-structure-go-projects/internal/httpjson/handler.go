// Package httpjson offers the wallet over HTTP, in JSON.
package httpjson

import (
	"encoding/json/v2"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"example.com/bank/internal/wallet"
)

const maxBody = 1 << 16

var errTooLarge = fmt.Errorf("the body has more than %d bytes", maxBody)

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

// payment is the body of PUT /transfers/{id}.
type payment struct {
	From   string `json:"from"`
	To     string `json:"to"`
	Amount int64  `json:"amount"`
}

func (h *handler) putTransfer(w http.ResponseWriter, r *http.Request) {
	var p payment
	if err := decode(w, r, &p); err != nil {
		h.answer(w, r, nil, err)
		return
	}
	t, err := h.service.Transfer(r.Context(), wallet.Transfer{
		ID: r.PathValue("id"), From: p.From, To: p.To, Amount: wallet.Amount(p.Amount),
	})
	h.answer(w, r, transfer{t.ID, t.From, t.To, int64(t.Amount), t.Posted}, err)
}

// --8<-- [end:handler]

// decode reads a body that is one JSON object of the type's members, each at
// most once, and nothing else. What the decoder says about one that is not
// names Go's types, so the answer has words of its own.
func decode(w http.ResponseWriter, r *http.Request, into *payment) error {
	body := http.MaxBytesReader(w, r.Body, maxBody)
	err := json.UnmarshalRead(body, into, json.RejectUnknownMembers(true))
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return errTooLarge
	}
	if err != nil {
		return fmt.Errorf("%w: the body is not an object of from, to (strings) and amount (an integer)", wallet.ErrInvalid)
	}
	return nil
}

var statuses = []struct {
	err    error
	status int
}{
	{wallet.ErrInvalid, http.StatusBadRequest},
	{wallet.ErrNoAccount, http.StatusNotFound},
	{wallet.ErrIDReused, http.StatusConflict},
	{wallet.ErrInsufficientFunds, http.StatusUnprocessableEntity},
	{wallet.ErrOverloaded, http.StatusTooManyRequests},
	{errTooLarge, http.StatusRequestEntityTooLarge},
}

// answer writes the value or, if there is an error, the error. One that the
// table does not have is logged and not shown.
func (h *handler) answer(w http.ResponseWriter, r *http.Request, value any, err error) {
	status := http.StatusOK
	if err != nil {
		status, err = h.statusOf(r, err)
		value = map[string]string{"error": err.Error()}
	}
	if status == http.StatusTooManyRequests { // of a limit of one or more per second
		w.Header().Set("Retry-After", "1")
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.MarshalWrite(w, value); err != nil {
		h.log.DebugContext(r.Context(), "client is gone", "err", err)
	}
}

func (h *handler) statusOf(r *http.Request, err error) (int, error) {
	for _, each := range statuses {
		if errors.Is(err, each.err) {
			return each.status, err
		}
	}
	level := slog.LevelError
	if errors.Is(err, r.Context().Err()) { // the client has gone, nobody reads the answer
		level = slog.LevelDebug
	}
	h.log.Log(r.Context(), level, "request failed", "method", r.Method, "path", r.URL.Path, "err", err)
	return http.StatusInternalServerError, errors.New("internal error")
}
