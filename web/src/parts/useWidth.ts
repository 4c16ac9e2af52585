import { useEffect, useRef, useState } from "react";

/** The width of an element as it is, CSS pixels: what is drawn fits it, and its letters keep their size. */
export function useWidth<Shown extends HTMLElement>(first: number) {
  const ref = useRef<Shown>(null);
  const [width, setWidth] = useState(first);
  useEffect(() => {
    const element = ref.current!;
    setWidth(element.clientWidth);
    const watching = new ResizeObserver(() => setWidth(element.clientWidth));
    watching.observe(element);
    return () => watching.disconnect();
  }, []);
  return { ref, width };
}
