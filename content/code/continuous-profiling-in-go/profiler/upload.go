package profiler

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"
)

// Upload returns a Send that posts profiles to a collector, labelled with
// who sends them. A collector that is slow or away costs a profile, no more.
func Upload(client *http.Client, collector, service, version, instance string) func(context.Context, Profile) error {
	return func(ctx context.Context, p Profile) error {
		ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
		defer cancel()
		query := url.Values{
			"service":  {service},
			"version":  {version},
			"instance": {instance},
			"kind":     {p.Kind},
			"start":    {p.Start.UTC().Format(time.RFC3339Nano)},
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodPost,
			collector+"/profiles?"+query.Encode(), bytes.NewReader(p.Data))
		if err != nil {
			return fmt.Errorf("upload: %w", err)
		}
		resp, err := client.Do(req)
		if err != nil {
			return fmt.Errorf("upload: %w", err)
		}
		defer resp.Body.Close()
		if resp.StatusCode != http.StatusCreated {
			text, _ := io.ReadAll(io.LimitReader(resp.Body, 200))
			return fmt.Errorf("upload: %s: %s", resp.Status, bytes.TrimSpace(text))
		}
		return nil
	}
}
