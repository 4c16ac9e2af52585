/** The path of the compiled kernels, compiling them first where that was not done yet. */
export function buildKernel(): Promise<string>;
