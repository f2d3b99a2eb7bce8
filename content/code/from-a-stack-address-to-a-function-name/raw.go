package symbols

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// ReadStacks reads stacks as the kernel records them: a hexadecimal address on each line, innermost call
// first, and an empty line between two stacks. All addresses but the first are those to return to, right
// after a call. One less is within the call.
func ReadStacks(r io.Reader) ([]Sample, error) {
	var samples []Sample
	var stack []uint64
	end := func() {
		if len(stack) > 0 {
			samples = append(samples, Sample{Stack: stack, Count: 1})
		}
		stack = nil
	}
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		text := strings.TrimSpace(lines.Text())
		if text == "" {
			end()
			continue
		}
		address, err := strconv.ParseUint(text, 16, 64)
		if err != nil {
			return nil, err
		}
		// --8<-- [start:subtract]
		if len(stack) > 0 && address > 0 {
			address-- // from where the call returns to, into the call
		}
		stack = append(stack, address)
		// --8<-- [end:subtract]
	}
	end()
	return samples, lines.Err()
}

// ReadMaps reads the mappings of code from /proc/PID/maps.
func ReadMaps(r io.Reader) ([]Mapping, error) {
	var mappings []Mapping
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		// 55d0a4600000-55d0a46c9000 r-xp 00001000 fe:00 1318    /usr/local/bin/program
		parts := strings.SplitN(lines.Text(), " ", 6)
		if len(parts) < 6 || !strings.Contains(parts[1], "x") {
			continue
		}
		m := Mapping{File: strings.TrimLeft(parts[5], " ")} // a name may contain blanks
		if m.File == "" {
			continue
		}
		if _, err := fmt.Sscanf(parts[0]+" "+parts[2], "%x-%x %x", &m.Start, &m.Limit, &m.Offset); err != nil {
			return nil, fmt.Errorf("mapping %q: %w", lines.Text(), err)
		}
		mappings = append(mappings, m)
	}
	return mappings, lines.Err()
}
