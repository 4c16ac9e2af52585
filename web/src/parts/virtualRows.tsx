import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";

/** Rows drawn beyond what can be seen, so that none is missing while one scrolls. */
const SPARE = 12;

/**
 * As many rows as can be seen of very many, all of one height, inside a page that scrolls as a whole.
 *
 * @param height Of a row, in CSS pixels.
 */
export function VirtualRows({
  count,
  height,
  row,
}: {
  readonly count: number;
  readonly height: number;
  readonly row: (index: number) => ReactNode;
}) {
  const holder = useRef<HTMLDivElement>(null);
  const [[first, last], setSpan] = useState<readonly [number, number]>([0, 40]);
  const look = useRef(() => undefined as void);
  useLayoutEffect(() => {
    look.current = () => {
      const { top } = holder.current!.getBoundingClientRect();
      const from = Math.max(0, Math.floor(-top / height) - SPARE);
      const to = Math.min(count, Math.ceil((innerHeight - top) / height) + SPARE);
      // Moved in steps: a row at a time would render on every frame.
      const step = SPARE / 2;
      const [start, end] = [Math.floor(from / step) * step, Math.ceil(to / step) * step];
      setSpan((span) => (span[0] === start && span[1] === end ? span : [start, end]));
    };
    look.current();
  }, [count, height]);
  useEffect(() => {
    let asked = 0;
    const onMove = (): void => {
      if (asked !== 0) return;
      asked = requestAnimationFrame(() => {
        asked = 0;
        look.current();
      });
    };
    addEventListener("scroll", onMove, { passive: true });
    addEventListener("resize", onMove);
    return () => {
      cancelAnimationFrame(asked);
      removeEventListener("scroll", onMove);
      removeEventListener("resize", onMove);
    };
  }, []);
  const rows: ReactNode[] = [];
  for (let index = Math.max(0, first); index < Math.min(count, last); index++) rows.push(row(index));
  return (
    <div ref={holder} role="rowgroup" className="virtual" style={{ height: count * height }}>
      <div
        role="presentation"
        className="virtual-window"
        style={{ transform: `translateY(${Math.max(0, first) * height}px)` }}
      >
        {rows}
      </div>
    </div>
  );
}
