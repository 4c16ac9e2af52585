// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStakeSpace} from "./IStakeSpace.sol";

/// @notice What a quorum of reporters signs for a round (EIP-712).
struct Report {
    uint32 round;
    /// keccak256 of the code hashes of the sheet's pages, in order; see {IScoreOracle-addPage}.
    bytes32 sheetHash;
    /// Records on the sheet: every model id from 1 to this.
    uint32 modelCount;
    /// Common scale of all returns, 18 decimals, at most 1.
    uint64 payoutFactor;
    /// The largest score of the sheet in units of 1e-5, 0 if none is positive. A record above it reads as it.
    uint16 maxScore;
    /// The root the round was sealed with before its lock; see {IScoreOracle-seal}.
    bytes32 predictionsRoot;
    /// Content hash of the round's bundle: inputs, configuration, program version.
    bytes32 evidence;
}

/// @title Reports of a quorum of reporters
/// @notice Before the lock a quorum seals the round's submissions, so that nobody, reporters included, can hand in after it.
/// Score sheets are posted as contract code in pages of at most 3,000 records of 8 bytes, so that everything a
/// settlement reads is on chain. Even a stolen quorum that nobody vetoes can burn at most `returnClip` of filled stake a
/// round and pay at most the reserve; it can move no principal.
/// @dev Also raised: AccessManagedUnauthorized, and ECDSA's ECDSAInvalidSignature, ECDSAInvalidSignatureLength and
/// ECDSAInvalidSignatureS, all OpenZeppelin's. They are in the contract's ABI; declared here again they would be there twice.
interface IScoreOracle {
    /// @notice Emitted when a page is stored.
    event PageAdded(address indexed page, bytes32 codeHash, uint256 records);
    /// @notice Emitted when a report with enough signatures is proposed.
    event ReportProposed(uint256 indexed round, bytes32 indexed digest, Report report, address proposer);
    /// @notice Emitted when the guardian vetoes the pending report; its digest is refused for ever.
    event ReportVetoed(uint256 indexed round, bytes32 indexed digest);
    /// @notice Emitted when a report becomes final.
    event ReportFinalized(uint256 indexed round, bytes32 indexed digest);
    /// @notice Emitted when a round's submissions are sealed; the last seal before the lock counts.
    event Sealed(uint256 indexed round, bytes32 root, uint256 sequence);
    /// @notice Emitted when reporters and quorum are named. They are in force from the opening of `fromRound` on.
    event ReportersSet(address[] reporters, uint256 quorum, uint256 fromRound);
    /// @notice Emitted once, when the oracle is connected to its stake space.
    event StakeSpaceSet(IStakeSpace stakeSpace);

    /// @notice Raised when the oracle is connected a second time.
    error AlreadyConnected();
    /// @notice Raised when a reporter's signature appears twice.
    error DuplicateSignature(address reporter);
    /// @notice Raised when the stake space names another oracle.
    error ForeignStakeSpace(address stakeSpace);
    /// @notice Raised when a page is empty, longer than 24,000 bytes or not a multiple of 8.
    error InvalidPageLength(uint256 length);
    /// @notice Raised when the quorum is 0 or above the number of reporters, or there are more than 32 reporters.
    error InvalidQuorum(uint256 quorum, uint256 reporters);
    /// @notice Raised when a list of reporters names one twice or the zero address.
    error InvalidReporter(address reporter);
    /// @notice Raised when a seal has no root.
    error InvalidRoot();
    /// @notice Raised when a sheet covers more models than were registered before the lock.
    error ModelCountTooHigh(uint256 modelCount, uint256 registered);
    /// @notice Raised when a signature is not of a current reporter, for this report, chain and contract.
    error NotReporter(address signer);
    /// @notice Raised when the number of pages is not the one the model count needs.
    error PageCountMismatch(uint256 pages, uint256 expected);
    /// @notice Raised when a report's submissions are not those the round was sealed with.
    error PredictionsRootMismatch(bytes32 found, bytes32 sealedRoot);
    /// @notice Raised when there are fewer signatures than the quorum.
    error QuorumNotReached(uint256 signatures, uint256 quorum);
    /// @notice Raised when the report was vetoed before.
    error ReportWasVetoed(bytes32 digest);
    /// @notice Raised when a report comes for a round that nobody sealed. It can only expire.
    error RoundNotSealed(uint256 round);
    /// @notice Raised when a round is sealed at or after its lock.
    error SealingClosed(uint256 locksAt, uint256 timestamp);
    /// @notice Raised when the pages are not those the report names.
    error SheetHashMismatch(bytes32 found, bytes32 expected);
    /// @notice Raised when the pages do not hold exactly one record per model.
    error SheetLengthMismatch(uint256 page, uint256 bytesFound, uint256 bytesExpected);
    /// @notice Raised when a page was not stored by {addPage}.
    error UnknownPage(address page);
    /// @notice Raised when a veto names another report than the one proposed last for the round.
    error WrongDigest(bytes32 digest, bytes32 proposed);

    /// @notice Stores a page of records as contract code; a page that is already there costs only the look. Anyone: a
    /// page counts only when a signed report names its hash.
    /// @param records 8 bytes per model, see {ScoreRecord}; at most 3,000 of them.
    /// @return page Its address, determined by its content.
    function addPage(bytes calldata records) external returns (address page);

    /// @notice Seals the submissions of the open round before its lock. Anyone with enough signatures.
    /// @param root Merkle root over (model id, hash of its submission). The last seal before the lock counts.
    /// @param signatures At least quorum signatures (65 bytes) of distinct reporters over
    /// `Seal(uint32 round,bytes32 root,uint32 sequence)`, whose sequence is {nextSealSequence}: no seal can be used again to
    /// undo a later one.
    function seal(uint32 round, bytes32 root, bytes[] calldata signatures) external;

    /// @notice Proposes a report for the open round, which names the root the round was sealed with. Anyone with enough signatures.
    /// @param pages The pages of the sheet, in order.
    /// @param signatures At least quorum signatures (65 bytes) of distinct current reporters over the report's digest.
    function propose(Report calldata report, address[] calldata pages, bytes[] calldata signatures) external;

    /// @notice Vetoes the pending report of the round, whose digest is refused for ever. Guardian, inside the challenge
    /// period.
    /// @param digest Names the report, so that a veto that comes late does not hit the next one.
    function veto(uint256 round, bytes32 digest) external;

    /// @notice Makes the pending report final after the challenge period and opens the next round. Anyone.
    function finalize(uint256 round) external;

    /// @notice Ends a recess with at least quorum signatures over `Resume(uint32 round)`. Anyone.
    function resume(uint32 round, bytes[] calldata signatures) external;

    /// @notice Names the reporters and how many of them must sign, from the opening of the next round on: whoever mistrusts
    /// them has a bidding period to leave. Replaces a set that waits. At once only where nobody could be harmed: while no
    /// reporters are named and there is no stake. Governor.
    function setReporters(address[] calldata reporters, uint256 quorum) external;

    /// @notice Connects the oracle to its stake space, once. Governor.
    function setStakeSpace(IStakeSpace stakeSpace) external;

    /// @notice The stake space that is reported to.
    function stakeSpace() external view returns (IStakeSpace);
    /// @notice Who may sign for the open round.
    function reporters() external view returns (address[] memory);
    /// @notice How many of them must sign.
    function quorum() external view returns (uint256);
    /// @notice Who may sign from the opening of `fromRound` on; `fromRound` is 0 when nobody waits.
    function queuedReporters() external view returns (address[] memory reporters, uint256 quorum, uint256 fromRound);
    /// @notice The root a round was last sealed with, 0 if it was not.
    function sealOf(uint256 round) external view returns (bytes32 root);
    /// @notice The sequence that the next seal of the open round must be signed with: 1 for its first.
    function nextSealSequence() external view returns (uint32);
    /// @notice What reporters sign to seal a round.
    function sealDigestOf(uint32 round, bytes32 root, uint32 sequence) external view returns (bytes32);
    /// @notice What reporters sign for a report.
    function digestOf(Report calldata report) external view returns (bytes32);
    /// @notice What reporters sign to end the recess of a round.
    function resumeDigestOf(uint32 round) external view returns (bytes32);
    /// @notice Whether a report was vetoed, and is refused for ever.
    function isVetoed(bytes32 digest) external view returns (bool);
    /// @notice Whether the address is a page stored by {addPage}.
    function isPage(address page) external view returns (bool);
    /// @notice The digest of the last report proposed for a round, 0 if there was none.
    function proposedDigest(uint256 round) external view returns (bytes32);
    /// @notice The address a page with these records has or would have.
    function pageAddress(bytes calldata records) external view returns (address);
}
