// A thread of the kernels: takes units of an operation until there are none left. Plain JavaScript, because a worker starts
// without the loader that runs the TypeScript around it.
import { parentPort, workerData } from "node:worker_threads";

const { module, memory, params, scratch, next } = workerData;
const kernel = new globalThis.WebAssembly.Instance(module, { env: { memory } }).exports;

parentPort.on("message", ({ operation, units, input, inputPerUnit }) => {
  let bad = -1;
  for (let unit = Atomics.add(next, 0, 1); unit < units && bad < 0; unit = Atomics.add(next, 0, 1)) {
    if (input !== undefined) {
      const from = input.subarray(unit * inputPerUnit, (unit + 1) * inputPerUnit);
      new Float64Array(memory.buffer, scratch, from.length).set(from);
    }
    bad = kernel[operation](unit, scratch, params);
  }
  parentPort.postMessage(bad);
});
