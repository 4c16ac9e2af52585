import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { readContract } from "viem/actions";

import { modelRegistryAbi, testTokenAbi } from "stakespace/abi";
import { isValid } from "stakespace/twin";

import { useApp } from "../../data/app.tsx";
import { FRESH, useMoment } from "../../data/head.tsx";
import { DealPanel } from "../../parts/dealPanel.tsx";
import { TextField } from "../../parts/field.tsx";
import { useAmountWords, useExactWords } from "../../parts/figures.tsx";
import { registerDeal } from "../../wallet/deals.ts";
import { useDeal } from "../../wallet/useDeal.ts";
import { useWallet } from "../../wallet/useWallet.ts";
import { words } from "../../words/index.ts";

const w = words.owner;

/** A new model. */
export function Register({ owner }: { readonly owner: `0x${string}` }) {
  const { client, config } = useApp();
  const { addresses } = config;
  const { moment } = useMoment();
  const { wrongChain } = useWallet();
  const [name, setName] = useState("");
  const [uri, setUri] = useState("");
  const deal = useDeal();
  const say = useAmountWords();
  const exact = useExactWords();
  const valid = isValid(name);
  const taken = useQuery({
    queryKey: [FRESH, "name", name],
    enabled: valid,
    queryFn: async () =>
      (await readContract(client, {
        address: addresses.registry,
        abi: modelRegistryAbi,
        functionName: "modelIdOf",
        args: [name],
      })) !== 0n,
  }).data;
  const allowance = useQuery({
    queryKey: [FRESH, "fee allowance", owner],
    queryFn: () =>
      readContract(client, {
        address: addresses.token,
        abi: testTokenAbi,
        functionName: "allowance",
        args: [owner, addresses.registry],
      }),
  }).data;
  const fee = moment?.parameters.registrationFee;
  const wrong = name === "" ? undefined : !valid ? w.nameBad : taken === true ? w.nameTaken : undefined;
  const done = deal.state.kind === "done";
  return (
    <section className="panel register" aria-labelledby="register">
      <h2 id="register">{w.register}</h2>
      {fee !== undefined && <p className="note">{w.registerIntro(say(fee))}</p>}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (fee === undefined || allowance === undefined) return;
          const titles = { approve: w.titles.approve(exact(fee)), register: w.titles.register(name) };
          void deal.run(registerDeal(addresses, { name, uri, fee, allowance }, titles)).then((sent) => {
            if (sent) {
              setName("");
              setUri("");
            }
          });
        }}
      >
        <TextField
          name={w.name}
          value={name}
          onChange={(value) => {
            setName(value);
            if (done) deal.reset();
          }}
          help={w.nameHelp}
          error={wrong}
        />
        <TextField name={w.uri} value={uri} onChange={setUri} help={w.uriHelp} />
        <button
          type="submit"
          className="button primary"
          disabled={
            !valid || taken !== false || deal.busy || wrongChain || fee === undefined || allowance === undefined
          }
        >
          {valid ? w.registerSend(name) : w.registerPlain}
        </button>
      </form>
      <DealPanel state={deal.state} onDismiss={deal.reset} />
    </section>
  );
}
