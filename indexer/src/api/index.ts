import { Hono } from "hono";
import { cors } from "hono/cors";
import { client, graphql } from "ponder";
import { db } from "ponder:api";
import schema from "ponder:schema";

import { market } from "./market.js";

const app = new Hono();

// Everything here is public and can only be read: a page may ask from anywhere.
app.use("*", cors({ origin: "*" }));
app.get("/market", async (c) => c.body(await market(db), 200, { "content-type": "application/json" }));
app.use("/sql/*", client({ db, schema }));
app.use("/graphql", graphql({ db, schema }));

export default app;
