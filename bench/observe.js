// Runs in a page before anything of the page does, so that no shift and no task is missed.
(() => {
  const seen = { shifts: [], tasks: [], largest: 0, blocked: 0 };
  const observe = (type, note) => {
    const each = (list) => list.getEntries().forEach(note);
    new PerformanceObserver(each).observe({ type, buffered: true });
  };
  const name = (node) => {
    const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    return element?.matches ? [element.localName, ...element.classList].join(".") : "";
  };
  performance.setResourceTimingBufferSize(10_000);
  observe("largest-contentful-paint", (entry) => (seen.largest = entry.startTime));
  observe("longtask", ({ duration }) => seen.tasks.push(duration));
  // Unlike longtask this hears of layout and painting too.
  observe("long-animation-frame", ({ blockingDuration }) => (seen.blocked += blockingDuration));
  // Nobody touches the page here: `hadRecentInput` comes of the emulated phone, whose screen is sized half a
  // second before, and would hide what a reader sees.
  observe("layout-shift", ({ startTime, value, sources }) => {
    seen.shifts.push({ startTime, value, nodes: sources.map(({ node }) => name(node)) });
  });

  // Cumulative layout shift as web.dev/articles/cls defines it: of the windows with pauses under 1 s and
  // at most 5 s long, the sum of the worst.
  const cumulative = () => {
    let worst = 0, sum = 0, first = -Infinity, last = -Infinity;
    for (const { startTime, value } of seen.shifts) {
      const continues = startTime - last < 1000 && startTime - first < 5000;
      sum = continues ? sum + value : value;
      first = continues ? first : startTime;
      last = startTime;
      worst = Math.max(worst, sum);
    }
    return worst;
  };

  const runs = ({ src, type }) => !src && (!type || /javascript|^module$/.test(type));
  Object.defineProperty(window, "reading", {
    value: () => ({
      paints: Object.fromEntries(performance.getEntriesByType("paint").map((paint) => [paint.name, paint.startTime])),
      resources: performance.getEntriesByType("resource").map((resource) => ({
        address: resource.name,
        end: resource.responseEnd,
        blocking: resource.renderBlockingStatus === "blocking",
      })),
      inline_script: [...document.scripts].filter(runs).map(({ text }) => text).join("\n"),
      largest: seen.largest,
      shift: cumulative(),
      shifted: [...new Set(seen.shifts.flatMap(({ nodes }) => nodes))].filter(Boolean),
      tasks: seen.tasks,
      blocked: seen.blocked,
    }),
  });
})();
