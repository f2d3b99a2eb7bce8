// Package queue bounds how long a request may wait.
package queue

import "errors"

var ErrFull = errors.New("queue is full")

// --8<-- [start:bound]
// Add refuses what would wait too long.
func Add(queue chan func(), job func()) error {
	select {
	case queue <- job:
		return nil
	default:
		return ErrFull
	}
}

// --8<-- [end:bound]

// --8<-- [start:wait]
// Wait serves jobs one after the other.
func Wait(queue chan func()) {
	for job := range queue {
		job()
	}
}

// --8<-- [end:wait]
