package broker

import (
	"encoding/json/jsontext"
	"encoding/json/v2"
	"fmt"
	"strconv"
	"strings"
)

// unpack splits a value of the hash unacked, [message, exchange, routing key], into the message and
// the list that it came from. The list is "" if only its exchange knows it, so only kombu.
func unpack(held string) (raw, list string, err error) {
	var parts []jsontext.Value
	if err := json.Unmarshal([]byte(held), &parts); err != nil {
		return "", "", err
	}
	if len(parts) != 3 {
		return "", "", fmt.Errorf("%d values where 3 are expected", len(parts))
	}
	var m struct {
		Properties struct {
			Priority jsontext.Value `json:"priority"`
		} `json:"properties"`
	}
	var exchange, routingKey string
	for i, target := range []any{&m, &exchange, &routingKey} {
		if err := json.Unmarshal(parts[i], target); err != nil {
			return "", "", err
		}
	}
	if exchange != "" || routingKey == "" {
		return string(parts[0]), "", nil
	}
	// What is no number is no priority to kombu, which reads "6" as a number.
	priority, err := strconv.Atoi(strings.Trim(string(m.Properties.Priority), `"`))
	if err != nil {
		priority = 0
	}
	return string(parts[0]), key(routingKey, priority), nil
}
