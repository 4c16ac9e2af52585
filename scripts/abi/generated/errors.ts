// Written by `npx hardhat build`, from the contracts.

export const errorsAbi = [
  {"inputs":[{"name":"authority","type":"address"}],"name":"AccessManagedInvalidAuthority","type":"error"},
  {"inputs":[{"name":"caller","type":"address"},{"name":"delay","type":"uint32"}],"name":"AccessManagedRequiredDelay","type":"error"},
  {"inputs":[{"name":"caller","type":"address"}],"name":"AccessManagedUnauthorized","type":"error"},
  {"inputs":[{"name":"operationId","type":"bytes32"}],"name":"AccessManagerAlreadyScheduled","type":"error"},
  {"inputs":[],"name":"AccessManagerBadConfirmation","type":"error"},
  {"inputs":[{"name":"operationId","type":"bytes32"}],"name":"AccessManagerExpired","type":"error"},
  {"inputs":[{"name":"initialAdmin","type":"address"}],"name":"AccessManagerInvalidInitialAdmin","type":"error"},
  {"inputs":[{"name":"selector","type":"bytes4"}],"name":"AccessManagerLockedFunction","type":"error"},
  {"inputs":[{"name":"roleId","type":"uint64"}],"name":"AccessManagerLockedRole","type":"error"},
  {"inputs":[{"name":"operationId","type":"bytes32"}],"name":"AccessManagerNotReady","type":"error"},
  {"inputs":[{"name":"operationId","type":"bytes32"}],"name":"AccessManagerNotScheduled","type":"error"},
  {"inputs":[{"name":"msgsender","type":"address"},{"name":"roleId","type":"uint64"}],"name":"AccessManagerUnauthorizedAccount","type":"error"},
  {"inputs":[{"name":"caller","type":"address"},{"name":"target","type":"address"},{"name":"selector","type":"bytes4"}],"name":"AccessManagerUnauthorizedCall","type":"error"},
  {"inputs":[{"name":"msgsender","type":"address"},{"name":"caller","type":"address"},{"name":"target","type":"address"},{"name":"selector","type":"bytes4"}],"name":"AccessManagerUnauthorizedCancel","type":"error"},
  {"inputs":[{"name":"target","type":"address"}],"name":"AccessManagerUnauthorizedConsume","type":"error"},
  {"inputs":[{"name":"target","type":"address"}],"name":"AddressEmptyCode","type":"error"},
  {"inputs":[{"name":"modelId","type":"uint256"},{"name":"account","type":"address"}],"name":"AlreadyAccepted","type":"error"},
  {"inputs":[],"name":"AlreadyConnected","type":"error"},
  {"inputs":[{"name":"locksAt","type":"uint256"},{"name":"timestamp","type":"uint256"}],"name":"BiddingClosed","type":"error"},
  {"inputs":[{"name":"deadline","type":"uint256"},{"name":"timestamp","type":"uint256"}],"name":"DeadlinePassed","type":"error"},
  {"inputs":[{"name":"assets","type":"uint256"},{"name":"room","type":"uint256"}],"name":"DepositCapExceeded","type":"error"},
  {"inputs":[{"name":"reporter","type":"address"}],"name":"DuplicateSignature","type":"error"},
  {"inputs":[],"name":"ECDSAInvalidSignature","type":"error"},
  {"inputs":[{"name":"length","type":"uint256"}],"name":"ECDSAInvalidSignatureLength","type":"error"},
  {"inputs":[{"name":"s","type":"bytes32"}],"name":"ECDSAInvalidSignatureS","type":"error"},
  {"inputs":[{"name":"spender","type":"address"},{"name":"allowance","type":"uint256"},{"name":"needed","type":"uint256"}],"name":"ERC20InsufficientAllowance","type":"error"},
  {"inputs":[{"name":"sender","type":"address"},{"name":"balance","type":"uint256"},{"name":"needed","type":"uint256"}],"name":"ERC20InsufficientBalance","type":"error"},
  {"inputs":[{"name":"approver","type":"address"}],"name":"ERC20InvalidApprover","type":"error"},
  {"inputs":[{"name":"receiver","type":"address"}],"name":"ERC20InvalidReceiver","type":"error"},
  {"inputs":[{"name":"sender","type":"address"}],"name":"ERC20InvalidSender","type":"error"},
  {"inputs":[{"name":"spender","type":"address"}],"name":"ERC20InvalidSpender","type":"error"},
  {"inputs":[{"name":"deadline","type":"uint256"}],"name":"ERC2612ExpiredSignature","type":"error"},
  {"inputs":[{"name":"signer","type":"address"},{"name":"owner","type":"address"}],"name":"ERC2612InvalidSigner","type":"error"},
  {"inputs":[{"name":"spender","type":"address"},{"name":"allowance","type":"uint256"},{"name":"needed","type":"uint256"},{"name":"id","type":"uint256"}],"name":"ERC6909InsufficientAllowance","type":"error"},
  {"inputs":[{"name":"sender","type":"address"},{"name":"balance","type":"uint256"},{"name":"needed","type":"uint256"},{"name":"id","type":"uint256"}],"name":"ERC6909InsufficientBalance","type":"error"},
  {"inputs":[{"name":"approver","type":"address"}],"name":"ERC6909InvalidApprover","type":"error"},
  {"inputs":[{"name":"receiver","type":"address"}],"name":"ERC6909InvalidReceiver","type":"error"},
  {"inputs":[{"name":"sender","type":"address"}],"name":"ERC6909InvalidSender","type":"error"},
  {"inputs":[{"name":"spender","type":"address"}],"name":"ERC6909InvalidSpender","type":"error"},
  {"inputs":[{"name":"sender","type":"address"},{"name":"tokenId","type":"uint256"},{"name":"owner","type":"address"}],"name":"ERC721IncorrectOwner","type":"error"},
  {"inputs":[{"name":"operator","type":"address"},{"name":"tokenId","type":"uint256"}],"name":"ERC721InsufficientApproval","type":"error"},
  {"inputs":[{"name":"approver","type":"address"}],"name":"ERC721InvalidApprover","type":"error"},
  {"inputs":[{"name":"operator","type":"address"}],"name":"ERC721InvalidOperator","type":"error"},
  {"inputs":[{"name":"owner","type":"address"}],"name":"ERC721InvalidOwner","type":"error"},
  {"inputs":[{"name":"receiver","type":"address"}],"name":"ERC721InvalidReceiver","type":"error"},
  {"inputs":[{"name":"sender","type":"address"}],"name":"ERC721InvalidSender","type":"error"},
  {"inputs":[{"name":"tokenId","type":"uint256"}],"name":"ERC721NonexistentToken","type":"error"},
  {"inputs":[],"name":"FailedCall","type":"error"},
  {"inputs":[{"name":"fee","type":"uint256"},{"name":"maxFee","type":"uint256"}],"name":"FeeAboveMaximum","type":"error"},
  {"inputs":[{"name":"stakeSpace","type":"address"}],"name":"ForeignStakeSpace","type":"error"},
  {"inputs":[{"name":"gas","type":"uint256"},{"name":"needed","type":"uint256"}],"name":"GasTooLow","type":"error"},
  {"inputs":[{"name":"received","type":"uint256"},{"name":"expected","type":"uint256"}],"name":"InexactTransfer","type":"error"},
  {"inputs":[{"name":"balance","type":"uint256"},{"name":"needed","type":"uint256"}],"name":"InsufficientBalance","type":"error"},
  {"inputs":[{"name":"account","type":"address"},{"name":"currentNonce","type":"uint256"}],"name":"InvalidAccountNonce","type":"error"},
  {"inputs":[{"name":"name","type":"string"}],"name":"InvalidName","type":"error"},
  {"inputs":[{"name":"length","type":"uint256"}],"name":"InvalidPageLength","type":"error"},
  {"inputs":[{"name":"payoutFactor","type":"uint256"}],"name":"InvalidPayoutFactor","type":"error"},
  {"inputs":[{"name":"quorum","type":"uint256"},{"name":"reporters","type":"uint256"}],"name":"InvalidQuorum","type":"error"},
  {"inputs":[{"name":"reporter","type":"address"}],"name":"InvalidReporter","type":"error"},
  {"inputs":[],"name":"InvalidRoot","type":"error"},
  {"inputs":[],"name":"InvalidShortString","type":"error"},
  {"inputs":[{"name":"tick","type":"uint8"}],"name":"InvalidTick","type":"error"},
  {"inputs":[],"name":"LastRound","type":"error"},
  {"inputs":[{"name":"modelCount","type":"uint256"},{"name":"registered","type":"uint256"}],"name":"ModelCountTooHigh","type":"error"},
  {"inputs":[{"name":"modelCount","type":"uint256"},{"name":"highestStakedModel","type":"uint256"}],"name":"ModelNotCovered","type":"error"},
  {"inputs":[{"name":"name","type":"string"},{"name":"modelId","type":"uint256"}],"name":"NameTaken","type":"error"},
  {"inputs":[{"name":"round","type":"uint256"}],"name":"NoReportPending","type":"error"},
  {"inputs":[],"name":"NotInRecess","type":"error"},
  {"inputs":[{"name":"modelId","type":"uint256"},{"name":"caller","type":"address"}],"name":"NotModelOwner","type":"error"},
  {"inputs":[{"name":"caller","type":"address"}],"name":"NotOracle","type":"error"},
  {"inputs":[{"name":"signer","type":"address"}],"name":"NotReporter","type":"error"},
  {"inputs":[{"name":"modelId","type":"uint256"},{"name":"settledThrough","type":"uint256"},{"name":"lastClosed","type":"uint256"}],"name":"NotSettled","type":"error"},
  {"inputs":[{"name":"pages","type":"uint256"},{"name":"expected","type":"uint256"}],"name":"PageCountMismatch","type":"error"},
  {"inputs":[{"name":"name","type":"bytes32"},{"name":"value","type":"uint256"},{"name":"minimum","type":"uint256"},{"name":"maximum","type":"uint256"}],"name":"ParameterOutOfBounds","type":"error"},
  {"inputs":[],"name":"Paused","type":"error"},
  {"inputs":[{"name":"positionId","type":"uint256"},{"name":"assets","type":"uint256"},{"name":"minBid","type":"uint256"}],"name":"PositionBelowMinBid","type":"error"},
  {"inputs":[{"name":"found","type":"bytes32"},{"name":"sealedRoot","type":"bytes32"}],"name":"PredictionsRootMismatch","type":"error"},
  {"inputs":[{"name":"quietFrom","type":"uint256"},{"name":"timestamp","type":"uint256"}],"name":"QuietPeriod","type":"error"},
  {"inputs":[{"name":"signatures","type":"uint256"},{"name":"quorum","type":"uint256"}],"name":"QuorumNotReached","type":"error"},
  {"inputs":[],"name":"ReentrantCall","type":"error"},
  {"inputs":[],"name":"RegistrationPaused","type":"error"},
  {"inputs":[{"name":"round","type":"uint256"}],"name":"ReportPending","type":"error"},
  {"inputs":[{"name":"digest","type":"bytes32"}],"name":"ReportWasVetoed","type":"error"},
  {"inputs":[{"name":"reportFrom","type":"uint256"},{"name":"reportBy","type":"uint256"},{"name":"timestamp","type":"uint256"}],"name":"ReportWindowClosed","type":"error"},
  {"inputs":[{"name":"round","type":"uint256"}],"name":"RoundNotSealed","type":"error"},
  {"inputs":[{"name":"bits","type":"uint8"},{"name":"value","type":"uint256"}],"name":"SafeCastOverflowedUintDowncast","type":"error"},
  {"inputs":[{"name":"token","type":"address"}],"name":"SafeERC20FailedOperation","type":"error"},
  {"inputs":[{"name":"tick","type":"uint8"}],"name":"SameTick","type":"error"},
  {"inputs":[{"name":"locksAt","type":"uint256"},{"name":"timestamp","type":"uint256"}],"name":"SealingClosed","type":"error"},
  {"inputs":[{"name":"shares","type":"uint256"},{"name":"maximum","type":"uint256"}],"name":"SharesOverflow","type":"error"},
  {"inputs":[{"name":"found","type":"bytes32"},{"name":"expected","type":"bytes32"}],"name":"SheetHashMismatch","type":"error"},
  {"inputs":[{"name":"page","type":"uint256"},{"name":"bytesFound","type":"uint256"},{"name":"bytesExpected","type":"uint256"}],"name":"SheetLengthMismatch","type":"error"},
  {"inputs":[{"name":"modelId","type":"uint256"},{"name":"tick","type":"uint8"},{"name":"priceTick","type":"uint8"}],"name":"StakeLocked","type":"error"},
  {"inputs":[{"name":"str","type":"string"}],"name":"StringTooLong","type":"error"},
  {"inputs":[{"name":"from","type":"uint256"},{"name":"timestamp","type":"uint256"}],"name":"TooEarly","type":"error"},
  {"inputs":[{"name":"until","type":"uint256"},{"name":"timestamp","type":"uint256"}],"name":"TooLate","type":"error"},
  {"inputs":[],"name":"TooManyModels","type":"error"},
  {"inputs":[{"name":"needed","type":"uint256"},{"name":"free","type":"uint256"}],"name":"TreasuryShort","type":"error"},
  {"inputs":[{"name":"modelId","type":"uint256"}],"name":"UnknownModel","type":"error"},
  {"inputs":[{"name":"page","type":"address"}],"name":"UnknownPage","type":"error"},
  {"inputs":[{"name":"digest","type":"bytes32"},{"name":"proposed","type":"bytes32"}],"name":"WrongDigest","type":"error"},
  {"inputs":[{"name":"round","type":"uint256"},{"name":"current","type":"uint256"}],"name":"WrongRound","type":"error"},
  {"inputs":[],"name":"ZeroAmount","type":"error"},
] as const;

/** The arguments of each error. */
export interface ContractErrors {
  AccessManagedInvalidAuthority: { readonly authority: `0x${string}`; };
  AccessManagedRequiredDelay: { readonly caller: `0x${string}`; readonly delay: bigint; };
  AccessManagedUnauthorized: { readonly caller: `0x${string}`; };
  AccessManagerAlreadyScheduled: { readonly operationId: `0x${string}`; };
  AccessManagerBadConfirmation: Record<never, never>;
  AccessManagerExpired: { readonly operationId: `0x${string}`; };
  AccessManagerInvalidInitialAdmin: { readonly initialAdmin: `0x${string}`; };
  AccessManagerLockedFunction: { readonly selector: `0x${string}`; };
  AccessManagerLockedRole: { readonly roleId: bigint; };
  AccessManagerNotReady: { readonly operationId: `0x${string}`; };
  AccessManagerNotScheduled: { readonly operationId: `0x${string}`; };
  AccessManagerUnauthorizedAccount: { readonly msgsender: `0x${string}`; readonly roleId: bigint; };
  AccessManagerUnauthorizedCall: { readonly caller: `0x${string}`; readonly target: `0x${string}`; readonly selector: `0x${string}`; };
  AccessManagerUnauthorizedCancel: { readonly msgsender: `0x${string}`; readonly caller: `0x${string}`; readonly target: `0x${string}`; readonly selector: `0x${string}`; };
  AccessManagerUnauthorizedConsume: { readonly target: `0x${string}`; };
  AddressEmptyCode: { readonly target: `0x${string}`; };
  AlreadyAccepted: { readonly modelId: bigint; readonly account: `0x${string}`; };
  AlreadyConnected: Record<never, never>;
  BiddingClosed: { readonly locksAt: bigint; readonly timestamp: bigint; };
  DeadlinePassed: { readonly deadline: bigint; readonly timestamp: bigint; };
  DepositCapExceeded: { readonly assets: bigint; readonly room: bigint; };
  DuplicateSignature: { readonly reporter: `0x${string}`; };
  ECDSAInvalidSignature: Record<never, never>;
  ECDSAInvalidSignatureLength: { readonly length: bigint; };
  ECDSAInvalidSignatureS: { readonly s: `0x${string}`; };
  ERC20InsufficientAllowance: { readonly spender: `0x${string}`; readonly allowance: bigint; readonly needed: bigint; };
  ERC20InsufficientBalance: { readonly sender: `0x${string}`; readonly balance: bigint; readonly needed: bigint; };
  ERC20InvalidApprover: { readonly approver: `0x${string}`; };
  ERC20InvalidReceiver: { readonly receiver: `0x${string}`; };
  ERC20InvalidSender: { readonly sender: `0x${string}`; };
  ERC20InvalidSpender: { readonly spender: `0x${string}`; };
  ERC2612ExpiredSignature: { readonly deadline: bigint; };
  ERC2612InvalidSigner: { readonly signer: `0x${string}`; readonly owner: `0x${string}`; };
  ERC6909InsufficientAllowance: { readonly spender: `0x${string}`; readonly allowance: bigint; readonly needed: bigint; readonly id: bigint; };
  ERC6909InsufficientBalance: { readonly sender: `0x${string}`; readonly balance: bigint; readonly needed: bigint; readonly id: bigint; };
  ERC6909InvalidApprover: { readonly approver: `0x${string}`; };
  ERC6909InvalidReceiver: { readonly receiver: `0x${string}`; };
  ERC6909InvalidSender: { readonly sender: `0x${string}`; };
  ERC6909InvalidSpender: { readonly spender: `0x${string}`; };
  ERC721IncorrectOwner: { readonly sender: `0x${string}`; readonly tokenId: bigint; readonly owner: `0x${string}`; };
  ERC721InsufficientApproval: { readonly operator: `0x${string}`; readonly tokenId: bigint; };
  ERC721InvalidApprover: { readonly approver: `0x${string}`; };
  ERC721InvalidOperator: { readonly operator: `0x${string}`; };
  ERC721InvalidOwner: { readonly owner: `0x${string}`; };
  ERC721InvalidReceiver: { readonly receiver: `0x${string}`; };
  ERC721InvalidSender: { readonly sender: `0x${string}`; };
  ERC721NonexistentToken: { readonly tokenId: bigint; };
  FailedCall: Record<never, never>;
  FeeAboveMaximum: { readonly fee: bigint; readonly maxFee: bigint; };
  ForeignStakeSpace: { readonly stakeSpace: `0x${string}`; };
  GasTooLow: { readonly gas: bigint; readonly needed: bigint; };
  InexactTransfer: { readonly received: bigint; readonly expected: bigint; };
  InsufficientBalance: { readonly balance: bigint; readonly needed: bigint; };
  InvalidAccountNonce: { readonly account: `0x${string}`; readonly currentNonce: bigint; };
  InvalidName: { readonly name: string; };
  InvalidPageLength: { readonly length: bigint; };
  InvalidPayoutFactor: { readonly payoutFactor: bigint; };
  InvalidQuorum: { readonly quorum: bigint; readonly reporters: bigint; };
  InvalidReporter: { readonly reporter: `0x${string}`; };
  InvalidRoot: Record<never, never>;
  InvalidShortString: Record<never, never>;
  InvalidTick: { readonly tick: bigint; };
  LastRound: Record<never, never>;
  ModelCountTooHigh: { readonly modelCount: bigint; readonly registered: bigint; };
  ModelNotCovered: { readonly modelCount: bigint; readonly highestStakedModel: bigint; };
  NameTaken: { readonly name: string; readonly modelId: bigint; };
  NoReportPending: { readonly round: bigint; };
  NotInRecess: Record<never, never>;
  NotModelOwner: { readonly modelId: bigint; readonly caller: `0x${string}`; };
  NotOracle: { readonly caller: `0x${string}`; };
  NotReporter: { readonly signer: `0x${string}`; };
  NotSettled: { readonly modelId: bigint; readonly settledThrough: bigint; readonly lastClosed: bigint; };
  PageCountMismatch: { readonly pages: bigint; readonly expected: bigint; };
  ParameterOutOfBounds: { readonly name: `0x${string}`; readonly value: bigint; readonly minimum: bigint; readonly maximum: bigint; };
  Paused: Record<never, never>;
  PositionBelowMinBid: { readonly positionId: bigint; readonly assets: bigint; readonly minBid: bigint; };
  PredictionsRootMismatch: { readonly found: `0x${string}`; readonly sealedRoot: `0x${string}`; };
  QuietPeriod: { readonly quietFrom: bigint; readonly timestamp: bigint; };
  QuorumNotReached: { readonly signatures: bigint; readonly quorum: bigint; };
  ReentrantCall: Record<never, never>;
  RegistrationPaused: Record<never, never>;
  ReportPending: { readonly round: bigint; };
  ReportWasVetoed: { readonly digest: `0x${string}`; };
  ReportWindowClosed: { readonly reportFrom: bigint; readonly reportBy: bigint; readonly timestamp: bigint; };
  RoundNotSealed: { readonly round: bigint; };
  SafeCastOverflowedUintDowncast: { readonly bits: bigint; readonly value: bigint; };
  SafeERC20FailedOperation: { readonly token: `0x${string}`; };
  SameTick: { readonly tick: bigint; };
  SealingClosed: { readonly locksAt: bigint; readonly timestamp: bigint; };
  SharesOverflow: { readonly shares: bigint; readonly maximum: bigint; };
  SheetHashMismatch: { readonly found: `0x${string}`; readonly expected: `0x${string}`; };
  SheetLengthMismatch: { readonly page: bigint; readonly bytesFound: bigint; readonly bytesExpected: bigint; };
  StakeLocked: { readonly modelId: bigint; readonly tick: bigint; readonly priceTick: bigint; };
  StringTooLong: { readonly str: string; };
  TooEarly: { readonly from: bigint; readonly timestamp: bigint; };
  TooLate: { readonly until: bigint; readonly timestamp: bigint; };
  TooManyModels: Record<never, never>;
  TreasuryShort: { readonly needed: bigint; readonly free: bigint; };
  UnknownModel: { readonly modelId: bigint; };
  UnknownPage: { readonly page: `0x${string}`; };
  WrongDigest: { readonly digest: `0x${string}`; readonly proposed: `0x${string}`; };
  WrongRound: { readonly round: bigint; readonly current: bigint; };
  ZeroAmount: Record<never, never>;
}
