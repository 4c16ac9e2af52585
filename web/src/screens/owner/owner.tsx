import { useModelsOf } from "../../data/reads.tsx";
import { Reading } from "../../parts/figures.tsx";
import { Empty, Failed } from "../../parts/notice.tsx";
import { useWallet } from "../../wallet/useWallet.ts";
import { words } from "../../words/index.ts";
import { Owned } from "./owned.tsx";
import { Register } from "./register.tsx";

const w = words.owner;

/** What an owner does: rent, reserves, records, registrations. */
export default function Owner() {
  const { address } = useWallet();
  const { data, error, refetch } = useModelsOf(address);
  return (
    <>
      <div className="title">
        <h1>{w.title}</h1>
        <p>{w.intro}</p>
      </div>
      {address === undefined ? (
        <Empty>{w.connect}</Empty>
      ) : (
        <>
          {data === undefined && (error === null ? <Reading /> : <Failed error={error} retry={() => void refetch()} />)}
          {data?.length === 0 && <Empty hint={w.noneHint}>{w.none}</Empty>}
          <div className="cards">
            {data?.map((id) => (
              <Owned key={id} id={id} owner={address} />
            ))}
          </div>
          <Register owner={address} />
        </>
      )}
    </>
  );
}
