// Package worker runs Go functions for Celery's messages.
package worker

import (
	"context"
	"encoding/json/jsontext"
	"encoding/json/v2"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"example.com/celerymsg/broker"
	"example.com/celerymsg/message"
)

// Handler runs a task. It may run twice for one message: a worker that dies before
// it acknowledges leaves the message to another one.
type Handler func(ctx context.Context, t *message.Task) (any, error)

// Queue is what a worker needs of a broker.Queue.
type Queue interface {
	Take() (*broker.Delivery, error)
	Touch(*broker.Delivery) error
	Ack(*broker.Delivery) error
	Refuse(*broker.Delivery) error
	Return(*broker.Delivery) error
	Restore(limit int) (int, error)
	Reply(id string, result []byte) error
}

// Worker takes messages from a queue and runs the handlers of their tasks.
type Worker struct {
	Queue      Queue
	Handlers   map[string]Handler
	Visibility time.Duration // as the queue has it
	Running    int           // tasks at a time
	Held       int           // messages at a time, with those that run and those that wait for their ETA
	Poll       time.Duration // between looks at an empty queue
	Log        *slog.Logger
}

// --8<-- [start:decide]
type action int

const (
	run action = iota
	wait
	drop
	refuse
)

// decide says what to do with a task at a time.
func (w *Worker) decide(t *message.Task, now time.Time) action {
	switch {
	case w.Handlers[t.Name] == nil, t.Continues():
		return refuse
	case !t.Expires.IsZero() && now.After(t.Expires):
		return drop
	case now.Before(t.ETA):
		return wait
	}
	return run
}

// --8<-- [end:decide]

// Run takes messages until the context ends and waits for the tasks that run. It fails if the broker does.
func (w *Worker) Run(told context.Context) error {
	ctx, stop := context.WithCancelCause(told)
	defer stop(nil)
	held, running := make(chan struct{}, w.Held), make(chan struct{}, w.Running)
	var tasks sync.WaitGroup
	tasks.Go(func() {
		for sleep(ctx, w.Visibility/3) {
			if err := w.restore(); errors.Is(err, broker.ErrBroken) {
				stop(err) // a worker that holds all it may takes no message, so only this notices
			}
		}
	})
	for ctx.Err() == nil {
		select {
		case held <- struct{}{}:
		case <-ctx.Done():
			continue
		}
		d, err := w.Queue.Take()
		if err != nil {
			<-held
			if !errors.Is(err, broker.ErrEmpty) {
				stop(err)
			}
			sleep(ctx, w.Poll)
			continue
		}
		tasks.Go(func() {
			defer func() { <-held }()
			if err := w.handle(ctx, d, running); err != nil {
				stop(err)
			}
		})
	}
	tasks.Wait()
	if told.Err() != nil {
		return nil
	}
	return context.Cause(ctx)
}

// restore puts back all messages that other workers have left.
func (w *Worker) restore() error {
	const atOnce = 100
	for {
		n, err := w.Queue.Restore(atOnce)
		if n > 0 || err != nil {
			w.Log.Warn("messages restored", "number", n, "error", err)
		}
		if n < atOnce {
			return err
		}
	}
}

// handle settles one message. Its errors are the broker's.
func (w *Worker) handle(ctx context.Context, d *broker.Delivery, running chan struct{}) error {
	t, err := message.Decode(d.Raw)
	if err != nil {
		w.Log.Error("message refused", "error", err)
		return w.Queue.Refuse(d)
	}
	defer w.keep(d)()
	for w.decide(t, time.Now()) == wait {
		if !sleep(ctx, time.Until(t.ETA)) {
			return w.Queue.Return(d)
		}
	}
	select {
	case running <- struct{}{}:
		defer func() { <-running }()
	case <-ctx.Done():
	}
	if ctx.Err() != nil { // also if there is a slot
		return w.Queue.Return(d)
	}
	log := w.Log.With("task", t.Name, "id", t.ID)
	switch w.decide(t, time.Now()) { // it may have expired meanwhile
	case refuse:
		log.Error("task refused", "known", w.Handlers[t.Name] != nil, "continues", t.Continues())
		return w.Queue.Refuse(d)
	case drop:
		log.Warn("task expired", "expires", t.Expires)
		err = w.reply(t, "REVOKED", exception("celery.exceptions", "TaskRevokedError", "expired"))
	default:
		err = w.runTask(ctx, t, log)
	}
	if err != nil {
		return err
	}
	return w.Queue.Ack(d)
}

// --8<-- [start:keep]
// keep touches a message until it is stopped, so that nobody else
// gets the message.
func (w *Worker) keep(d *broker.Delivery) (stop func()) {
	ctx, stop := context.WithCancel(context.Background())
	go func() {
		for sleep(ctx, w.Visibility/3) {
			if err := w.Queue.Touch(d); err != nil {
				w.Log.Warn("message not touched", "error", err)
			}
		}
	}()
	return stop
}

// --8<-- [end:keep]

// runTask runs a handler and stores what it returns. A task that runs when the worker
// is told to stop may end.
func (w *Worker) runTask(ctx context.Context, t *message.Task, log *slog.Logger) error {
	ctx = context.WithoutCancel(ctx)
	if limit := limit(t); limit > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, limit)
		defer cancel()
	}
	result, err := call(ctx, w.Handlers[t.Name], t)
	if err != nil {
		log.Error("task failed", "error", err)
		return w.reply(t, "FAILURE", exception("builtins", "RuntimeError", err.Error()))
	}
	log.Info("task done")
	return w.reply(t, "SUCCESS", result)
}

// limit is the tighter time limit. Nothing can kill a goroutine, so the hard limit is no harder than the soft one.
func limit(t *message.Task) time.Duration {
	if t.SoftLimit > 0 && (t.HardLimit == 0 || t.SoftLimit < t.HardLimit) {
		return t.SoftLimit
	}
	return t.HardLimit
}

// call runs a handler and marshals what it returns, whose methods may panic as well.
func call(ctx context.Context, handle Handler, t *message.Task) (result jsontext.Value, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	value, err := handle(ctx, t)
	if err != nil {
		return nil, err
	}
	return json.Marshal(value)
}

// raised is an exception as Celery's result backends store it.
type raised struct {
	Module  string   `json:"exc_module"`
	Type    string   `json:"exc_type"`
	Message []string `json:"exc_message"`
}

func exception(module, kind, message string) raised {
	return raised{module, kind, []string{strings.ToValidUTF8(message, "\ufffd")}}
}

func (w *Worker) reply(t *message.Task, status string, result any) error {
	if t.IgnoreResult != nil && *t.IgnoreResult {
		return nil
	}
	meta := map[string]any{
		"task_id": t.ID, "status": status, "result": result, "traceback": nil, "children": []any{},
		"date_done": time.Now().UTC().Format("2006-01-02T15:04:05.000000-07:00"),
	}
	if t.Group != "" {
		meta["group_id"] = t.Group
	}
	if t.ParentID != "" {
		meta["parent_id"] = t.ParentID
	}
	encoded, err := json.Marshal(meta)
	if err != nil {
		return err
	}
	return w.Queue.Reply(t.ID, encoded)
}

// sleep reports whether the time has passed before the context ended.
func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
