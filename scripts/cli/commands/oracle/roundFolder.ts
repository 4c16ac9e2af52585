import { z } from "zod";

const EXPECTED = 'name the round\'s folder, e.g. "--round docs/example/round-01"';

/** The folder of a round. */
export const roundFolder = z.string({ required_error: EXPECTED }).min(1, EXPECTED);
