package queue

import "testing"

func TestAddRefusesWhatWouldWaitTooLong(t *testing.T) {
	queue := make(chan func(), 1)
	if err := Add(queue, func() {}); err != nil {
		t.Fatal(err)
	}
	if err := Add(queue, func() {}); err != ErrFull {
		t.Fatalf("got %v, want %v", err, ErrFull)
	}
}

func TestWaitServesInOrder(t *testing.T) {
	queue, served := make(chan func(), 2), ""
	queue <- func() { served += "a" }
	queue <- func() { served += "b" }
	close(queue)
	Wait(queue)
	if served != "ab" {
		t.Fatalf("got %q, want ab", served)
	}
}
