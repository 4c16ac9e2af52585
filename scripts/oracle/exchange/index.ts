export { type Admitted, SignatureExchange, type ExchangePlaces } from "./exchange.js";
export { FolderMirror } from "./folderMirror.js";
export { HttpMirror } from "./httpMirror.js";
export { type ReportMessage, type SealMessage, type SignedMessage } from "./message.js";
export { type Listed, type Mirror } from "./mirror.js";
export { exchangeRoutes } from "./routes.js";
