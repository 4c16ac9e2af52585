/** A market as large as tournaments get, as the index would answer it: 5,000 models with names, figures and a last round. */
export function bigMarket(count: number): unknown {
  const wei = (tokens: number): string => `${BigInt(Math.round(tokens * 1e6)) * 10n ** 12n}`;
  const models = Array.from({ length: count }, (_, i) => {
    const limit = 50 + ((i * 7_919) % 90_000) / 100;
    const filled = limit * (((i * 31) % 100) / 100);
    return {
      id: i + 1,
      name: `model-${(i * 48_271) % 99_991}`,
      owner: `0x${((i % 700) + 1).toString(16).padStart(40, "0")}`,
      space: wei(limit),
      base: wei(limit),
      earned: "0",
      assets: wei(filled * 1.4),
      demand: wei(filled),
      filled: wei(filled),
      priceTick: i % 128,
      rate: (i * 17) % 3_968,
      reserveTick: 0,
      rent: "0",
      score: ((i * 13) % 4_000) - 2_000,
      growth: ((i * 29) % 600) - 300,
      weight: i % 10_000,
      baseShare: (i * 3) % 10_000,
      last: { filled: wei(filled), rate: (i * 11) % 3_968, result: wei(filled / 100), rent: wei(filled / 500) },
    };
  });
  return { tournament: { round: 5 }, round: null, lastReported: 4, models };
}
