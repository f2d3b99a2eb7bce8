package main

import (
	"context"
	"os"
	"strings"
	"testing"

	"example.com/celerymsg/message"
)

func TestAddAnswersRecordedMessages(t *testing.T) {
	for _, name := range []string{"v1-plain", "v2-plain", "v1-limits-priority-6", "v2-limits-priority-6", "v2-gzip"} {
		raw, err := os.ReadFile("../../message/testdata/" + name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		task, err := message.Decode(raw)
		if err != nil {
			t.Fatal(err)
		}
		if sum, err := add(context.Background(), task); sum != 5 || err != nil {
			t.Errorf("%s: %v, %v", name, sum, err)
		}
	}
}

func TestAWrongFlagIsAnError(t *testing.T) {
	var stderr strings.Builder
	if err := start(t.Context(), []string{"-colour", "red"}, &stderr); err == nil {
		t.Error("no error")
	}
}
