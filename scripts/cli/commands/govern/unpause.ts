import { pauseCommand } from "./pause.js";

/** Lifts the pause. */
export default pauseCommand(false);
