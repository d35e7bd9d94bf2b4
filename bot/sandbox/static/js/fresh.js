// State that is fetched again whenever it may have changed, never twice at the same time.
import { get } from "./api.js";
import { useEffect, useRef, useState } from "./dom.js";

// Returns [value, refresh]; value is null until the first answer for this path, path null means: nothing to fetch.
export function useFresh(path, onTrouble) {
  const [held, setHeld] = useState({ path: null, value: null });
  const run = useRef({ path: null, busy: false, again: false });

  const refresh = async () => {
    const wanted = run.current.path;
    if (!wanted) return;
    if (run.current.busy) {
      run.current.again = true;
      return;
    }
    run.current.busy = true;
    try {
      const value = await get(wanted);
      if (run.current.path === wanted) setHeld({ path: wanted, value });
    } catch (error) {
      onTrouble(error.message);
    } finally {
      run.current.busy = false;
      if (run.current.again || run.current.path !== wanted) {
        run.current.again = false;
        refresh();
      }
    }
  };

  useEffect(() => {
    run.current.path = path;
    refresh();
  }, [path]);
  return [held.path === path ? held.value : null, refresh];
}
