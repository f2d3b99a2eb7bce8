package broker

import (
	"context"
	"encoding/json/v2"
	"errors"
	"fmt"
	"strconv"
	"time"
	"uuid"
)

// ErrEmpty is returned by Take when no message waits.
var ErrEmpty = errors.New("no message waits")

// Queue is a queue of Celery's in Redis.
type Queue struct {
	conn       *conn
	name       string
	visibility time.Duration
	now        func() time.Time
}

// Delivery is a message that was taken and has to be acknowledged.
type Delivery struct {
	Raw []byte
	tag string
}

// Open connects to a queue. A message that is neither acknowledged nor touched for as long as
// visibility is delivered again. It must be what the Celery workers of the same database have
// for visibility_timeout, an hour by default.
func Open(ctx context.Context, address, name string, visibility time.Duration) (*Queue, error) {
	c, err := dial(ctx, address)
	if err != nil {
		return nil, err
	}
	return &Queue{conn: c, name: name, visibility: visibility, now: time.Now}, nil
}

// Close ends the connection.
func (q *Queue) Close() error { return q.conn.c.Close() }

// --8<-- [start:take]
// steps are the priorities that have a list of their own in kombu.
// The first list is emptied first.
var steps = []int{0, 3, 6, 9}

// key is the list for messages of a priority.
func key(queue string, priority int) string {
	step := 0
	for _, s := range steps {
		if priority >= s {
			step = s
		}
	}
	if step == 0 {
		return queue
	}
	return queue + "\x06\x16" + strconv.Itoa(step)
}

// take moves a message from a list to where kombu keeps what is not
// yet acknowledged.
const take = `
for i = 3, #KEYS do
	local raw = redis.call('RPOP', KEYS[i])
	if raw then
		local held = '[' .. raw .. ',"",' .. ARGV[3] .. ']'
		redis.call('HSET', KEYS[1], ARGV[1], held)
		redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1])
		return raw
	end
end
return false`

// --8<-- [end:take]

// Take takes the next message, by priority and then by age.
func (q *Queue) Take() (*Delivery, error) {
	name, err := json.Marshal(q.name)
	if err != nil {
		return nil, err
	}
	tag := uuid.NewV4().String()
	args := []string{"EVAL", take, strconv.Itoa(2 + len(steps)), "unacked", "unacked_index"}
	for _, step := range steps {
		args = append(args, key(q.name, step))
	}
	reply, err := q.conn.do(append(args, tag, q.score(0), string(name))...)
	if err != nil {
		return nil, fmt.Errorf("take: %w", err)
	}
	raw, ok := reply.(string)
	if !ok {
		return nil, ErrEmpty
	}
	return &Delivery{Raw: []byte(raw), tag: tag}, nil
}

// score is a time as in the index, in seconds.
func (q *Queue) score(ago time.Duration) string {
	return strconv.FormatFloat(float64(q.now().Add(-ago).UnixMicro())/1e6, 'f', 6, 64)
}

// Touch keeps a message from being delivered again for another visibility timeout.
func (q *Queue) Touch(d *Delivery) error {
	_, err := q.conn.do("ZADD", "unacked_index", "XX", q.score(0), d.tag)
	return err
}

// Ack forgets a message.
func (q *Queue) Ack(d *Delivery) error {
	_, err := q.conn.do("EVAL", ack, "2", "unacked", "unacked_index", d.tag)
	return err
}

const ack = `
redis.call('ZREM', KEYS[2], ARGV[1])
return redis.call('HDEL', KEYS[1], ARGV[1])`

const refuse = `
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('HDEL', KEYS[1], ARGV[1])
return redis.call('LPUSH', KEYS[3], ARGV[2])`

// Refuse puts a message aside, into the list <queue>.refused, where a person finds it.
func (q *Queue) Refuse(d *Delivery) error {
	_, err := q.conn.do("EVAL", refuse, "3", "unacked", "unacked_index", q.name+".refused", d.tag, string(d.Raw))
	return err
}

// restore puts a message back unless it was touched or acknowledged since somebody looked.
const restore = `
local score = redis.call('ZSCORE', KEYS[2], ARGV[1])
if not score or tonumber(score) > tonumber(ARGV[2]) then return 0 end
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('HDEL', KEYS[1], ARGV[1])
if KEYS[3] then redis.call('RPUSH', KEYS[3], ARGV[3]) end
return 1`

// Restore puts back at most limit messages whose workers have not touched them in time, of this queue
// and of others: the index does not say whose they are. Celery's workers do the same.
func (q *Queue) Restore(limit int) (int, error) {
	latest := q.score(q.visibility)
	reply, err := q.conn.do("ZRANGEBYSCORE", "unacked_index", "0", latest, "LIMIT", "0", strconv.Itoa(limit))
	if err != nil {
		return 0, fmt.Errorf("restore: %w", err)
	}
	tags, _ := reply.([]any)
	restored := 0
	var failed []error
	for _, tag := range tags {
		tag, _ := tag.(string)
		done, err := q.restoreOne(tag, latest)
		if err != nil { // the others need not wait for this one
			failed = append(failed, fmt.Errorf("restore %s: %w", tag, err))
		}
		if done {
			restored++
		}
	}
	return restored, errors.Join(failed...)
}

// Return puts a message back at the head of its queue.
func (q *Queue) Return(d *Delivery) error {
	_, err := q.restoreOne(d.tag, "1e18")
	return err
}

// restoreOne restores a message that nobody has touched after a time.
func (q *Queue) restoreOne(tag, latest string) (bool, error) {
	reply, err := q.conn.do("HGET", "unacked", tag)
	if err != nil {
		return false, err
	}
	held, ok := reply.(string)
	if !ok { // acknowledged meanwhile, or without a message
		_, err := q.conn.do("EVAL", restore, "2", "unacked", "unacked_index", tag, latest)
		return false, err
	}
	raw, list, err := unpack(held)
	if err != nil || list == "" {
		return false, err
	}
	reply, err = q.conn.do("EVAL", restore, "3", "unacked", "unacked_index", list, tag, latest, raw)
	return reply == int64(1), err
}

// --8<-- [start:reply]
// Reply stores a result and wakes whoever waits for it in result.get().
func (q *Queue) Reply(id string, result []byte) error {
	key := "celery-task-meta-" + id
	_, err := q.conn.do("EVAL", `
redis.call('SETEX', KEYS[1], 86400, ARGV[1])
return redis.call('PUBLISH', KEYS[1], ARGV[1])`, "1", key, string(result))
	return err
}

// --8<-- [end:reply]
