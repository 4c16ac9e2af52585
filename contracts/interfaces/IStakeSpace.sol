// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {Parameters} from "../types/Parameters.sol";
import {IModelRegistry} from "./IModelRegistry.sol";

/// @notice Where a round stands. Every boundary is half open: no instant belongs to two phases.
enum Phase {
    /// Bids may be added, moved and withdrawn.
    Bidding,
    /// Bids may be added or raised, nothing may leave.
    Quiet,
    /// The book is frozen; only idle stake may leave or move among idle ticks.
    Live,
    /// A report may be proposed.
    Reporting,
    /// A report is proposed and may be vetoed or, after the challenge period, finalized.
    Pending,
    /// The time to report has run out: anyone may expire the round.
    Overdue,
    /// After too many missed rounds: bidding without quiet period or lock, until resumed.
    Recess
}

/// @notice How a closed round ended.
enum Outcome {
    Open,
    Reported,
    Expired
}

/// @notice The open round. Times are unix seconds; in recess `locksAt` and what follows from it are type(uint40).max.
struct RoundStatus {
    uint256 round;
    Phase phase;
    uint256 opensAt;
    uint256 locksAt;
    uint256 reportFrom;
    uint256 reportBy;
    /// When the pending report was proposed, 0 without one.
    uint256 proposedAt;
    /// Rounds expired in a row.
    uint256 missedRounds;
    bool paused;
    /// The last round that closed with a report, 0 before the first.
    uint256 lastReported;
}

/// @notice What is known of a round. For the open round only `parametersId` and the numbers of the report proposed last,
/// which count while it is pending; an expired round keeps them without effect.
struct RoundRecord {
    Outcome outcome;
    /// Which set of parameters the round is played and settled with.
    uint256 parametersId;
    /// Common scale of the round's returns, 18 decimals, at most 1.
    uint256 payoutFactor;
    /// The largest score of the sheet, units of 1e-5; negative ones count as 0.
    uint256 maxScore;
    uint256 modelCount;
    /// Token wei still set aside for the round's gains.
    uint256 reserve;
    /// Models with stake that are not settled for the round, counted while it has a reserve.
    uint256 unsettledModels;
    /// The pages of the score sheet.
    address[] pages;
}

/// @notice What clearing a model's book gives right now. Token wei.
struct Quote {
    uint256 limit;
    /// Assets at or above the reserve tick.
    uint256 demand;
    /// min(limit, demand)
    uint256 filled;
    /// All filled stake pays the rate of this tick; below it everything is idle.
    uint8 priceTick;
    /// Units of 1e-5 of the filled stake per round.
    uint256 rate;
    uint8 reserveTick;
}

/// @notice A model as if it were settled through the last closed round. Amounts in token wei.
struct ModelStatus {
    /// Limit from the share of the base that the last sheet gave.
    uint256 base;
    /// Limit earned by stake-weighted growth.
    uint256 earned;
    /// Rent not yet collected.
    uint256 rent;
    /// One bit per occupied tick.
    uint128 bitmap;
    /// The reserve tick of the open round.
    uint8 reserveTick;
    /// The reserve tick from the next round on.
    uint8 nextReserveTick;
    /// The last round that really was settled.
    uint256 settledThrough;
}

/// @notice What the contract holds and owes. Token wei; `held` is the sum of everything else it owes to pools and these.
struct Accounts {
    /// All tokens that came in less those that went out.
    uint256 held;
    /// Free treasury: what is not set aside for a round.
    uint256 treasury;
    /// Burned and not yet flushed to the sink.
    uint256 burned;
    /// Rent credited to models and not collected.
    uint256 rentOwed;
    /// Models with stake.
    uint256 stakedModels;
}

/// @title Staking on models under auctioned stake limits
/// @notice Each model has a stake limit that follows its record under stake. The space under the limit is
/// auctioned every round at one price, the rent, which goes to the model's owner. Bids are standing pools per model and
/// tick: a bid stands until withdrawn, whoever is content does nothing and pays no gas.
///
/// Assumed of the token: a plain ERC-20 of a fixed supply rule: transfers move exactly the amount or fail, balances change
/// by transfers only. A token that takes a fee is refused at each deposit. The token is trusted not to block the
/// contract itself; one that blocks an account blocks that account's own transfers only.
///
/// The governor can queue parameters and withdrawals of free treasury, both of which take effect when the next round
/// opens, end a recess and name reporters. The guardian can veto a report and pause. Neither can move stake, rent or a
/// reserve, nor keep anybody from leaving.
/// @dev Also raised, all OpenZeppelin's: AccessManagedUnauthorized, SafeERC20FailedOperation, the errors of ERC6909, and
/// AddressEmptyCode and FailedCall by {Multicall}. They are in the contract's ABI; declared here again they would be there
/// twice.
interface IStakeSpace {
    // ---------------------------------------------------------------------------------------------------------- Events

    /// @notice Emitted when stake enters a pool, right after the ERC-6909 Transfer that names the receiver and the shares.
    event Bid(uint256 indexed positionId, uint256 assets);
    /// @notice Emitted when stake leaves a pool for good.
    event Withdrawn(uint256 indexed positionId, address indexed owner, address receiver, uint256 assets);
    /// @notice Emitted when stake moves between two ticks of a model.
    event Moved(
        uint256 indexed modelId,
        address indexed owner,
        uint8 fromTick,
        uint8 toTick,
        uint256 assets,
        uint256 shares
    );
    /// @notice Emitted when an owner sets the reserve tick that counts from `fromRound` on.
    event ReserveTickSet(uint256 indexed modelId, uint8 tick, uint256 fromRound);
    /// @notice Emitted once per model and reported round in which it had stake. Amounts in token wei. `rate` in units of
    /// 1e-5; `result` is what stakers gained, or less than zero what was burned; `rent` includes the treasury's fee of
    /// floor(rent * rentFee); `base` and `earned` are the limit's parts after the round.
    event ModelSettled(
        uint256 indexed modelId,
        uint256 indexed round,
        uint256 filled,
        uint256 rate,
        int256 result,
        uint256 rent,
        uint256 base,
        uint256 earned
    );
    /// @notice Emitted when a model's owner collects its rent.
    event RentCollected(uint256 indexed modelId, address indexed owner, uint256 assets);
    /// @notice Emitted when a round opens. In recess `locksAt` is type(uint40).max.
    event RoundOpened(uint256 indexed round, uint256 opensAt, uint256 locksAt, uint256 parametersId);
    /// @notice Emitted when a recess ends; the round locks a full bidding period later.
    event Resumed(uint256 indexed round, uint256 locksAt);
    /// @notice Emitted when a report is proposed and its reserve set aside.
    event ReportHeld(uint256 indexed round, uint256 payoutFactor, uint256 maxScore, uint256 reserve);
    /// @notice Emitted when a pending report is dropped and its reserve given back.
    event ReportDropped(uint256 indexed round, uint256 reserve);
    /// @notice Emitted when a round closes.
    event RoundClosed(uint256 indexed round, Outcome outcome);
    /// @notice Emitted when parameters are queued for the next round.
    event ParametersQueued(uint256 indexed parametersId, Parameters parameters);
    /// @notice Emitted when someone adds to the treasury.
    event TreasuryFunded(address indexed from, uint256 assets);
    /// @notice Emitted when a withdrawal of free treasury is queued for the opening of the next round; 0 cancels.
    event TreasuryWithdrawalQueued(address indexed receiver, uint256 assets);
    /// @notice Emitted when a queued withdrawal is executed: with less than was queued if less was free.
    event TreasuryWithdrawn(address indexed receiver, uint256 assets);
    /// @notice Emitted when the token refused a queued withdrawal. It stays queued for the next opening.
    event TreasuryWithdrawalFailed(address indexed receiver, uint256 assets);
    /// @notice Emitted when burned tokens go to the sink.
    event BurnFlushed(uint256 assets);
    /// @notice Emitted when bids, moves, registrations and proposals are paused or allowed again.
    event PausedSet(bool paused);

    // ---------------------------------------------------------------------------------------------------------- Errors

    /// @notice Raised when a bid comes at or after `locksAt`. Wait for the next round.
    error BiddingClosed(uint256 locksAt, uint256 timestamp);
    /// @notice Raised when a call comes after the last moment its sender agreed to.
    error DeadlinePassed(uint256 deadline, uint256 timestamp);
    /// @notice Raised when an amount is above what may still come in: everything held stays below 2^120.
    error DepositCapExceeded(uint256 assets, uint256 room);
    /// @notice Raised when the token delivered another amount than it was asked for.
    error InexactTransfer(uint256 received, uint256 expected);
    /// @notice Raised when a report's payout factor is above 1.
    error InvalidPayoutFactor(uint256 payoutFactor);
    /// @notice Raised when a round closes with a treasury withdrawal queued and too little gas for it. Send more.
    error GasTooLow(uint256 gas, uint256 needed);
    /// @notice Raised when a tick is above 127.
    error InvalidTick(uint8 tick);
    /// @notice Raised when round 65,535, after which there is no other, is to be resumed. It stays in recess.
    error LastRound();
    /// @notice Raised when a score sheet leaves out a model that ever had a bid.
    error ModelNotCovered(uint256 modelCount, uint256 highestStakedModel);
    /// @notice Raised when a report is dropped or finalized and none is pending for the round.
    error NoReportPending(uint256 round);
    /// @notice Raised when resuming outside recess.
    error NotInRecess();
    /// @notice Raised when the caller is not the score oracle.
    error NotOracle(address caller);
    /// @notice Raised when the caller does not own the model.
    error NotModelOwner(uint256 modelId, address caller);
    /// @notice Raised when a model with stake is more than 16 rounds behind. Call `settle(modelId, maxRounds)` first.
    error NotSettled(uint256 modelId, uint256 settledThrough, uint256 lastClosed);
    /// @notice Raised when a parameter is outside its bounds.
    /// @param name The parameter, or the expression of parameters, as in docs/parameters.md.
    error ParameterOutOfBounds(bytes32 name, uint256 value, uint256 minimum, uint256 maximum);
    /// @notice Raised while bids, moves, registrations and proposals are paused.
    error Paused();
    /// @notice Raised when a position would be left worth less than the minimum bid, but not empty.
    error PositionBelowMinBid(uint256 positionId, uint256 assets, uint256 minBid);
    /// @notice Raised when stake would leave, or move down, in the quiet period.
    error QuietPeriod(uint256 quietFrom, uint256 timestamp);
    /// @notice Raised when stake would leave, or a report be proposed, while a report is pending.
    error ReportPending(uint256 round);
    /// @notice Raised when a guarded function is called from within a guarded function.
    error ReentrantCall();
    /// @notice Raised when a report comes before `reportFrom`, at or after `reportBy`, or in recess.
    error ReportWindowClosed(uint256 reportFrom, uint256 reportBy, uint256 timestamp);
    /// @notice Raised when a move names the same tick twice.
    error SameTick(uint8 tick);
    /// @notice Raised when an entry would give a pool more shares than its slot holds: the share price is too low for a
    /// bid of this size. Bid less, or at another tick.
    error SharesOverflow(uint256 shares, uint256 maximum);
    /// @notice Raised when filled stake would leave a frozen book, or idle stake move to a tick that is not idle.
    error StakeLocked(uint256 modelId, uint8 tick, uint8 priceTick);
    /// @notice Raised when a report is finalized inside the challenge period, vetoed after it, or a round expired too early.
    error TooEarly(uint256 from, uint256 timestamp);
    /// @notice Raised when a report is vetoed after its challenge period.
    error TooLate(uint256 until, uint256 timestamp);
    /// @notice Raised when the free treasury does not cover a report's reserve. Fund it, or report a lower payout factor.
    error TreasuryShort(uint256 needed, uint256 free);
    /// @notice Raised when a model was never registered.
    error UnknownModel(uint256 modelId);
    /// @notice Raised when a report, a seal, a resume or {requireRound} names another round than the open one.
    error WrongRound(uint256 round, uint256 current);
    /// @notice Raised when an amount of assets or shares is zero, or too small to buy a share.
    error ZeroAmount();

    // --------------------------------------------------------------------------------------------------------- Staking

    /// @notice Buys shares of the pool of a model at a tick. The tick's rate is the most the bid will ever pay.
    /// @param modelId A registered model.
    /// @param tick 0 to 127; see {rate}.
    /// @param assets Token wei taken from the caller.
    /// @param receiver Who gets the position, an ERC-6909 token with id `modelId << 8 | tick`.
    /// @return shares Rounded down.
    function bid(uint256 modelId, uint8 tick, uint256 assets, address receiver) external returns (uint256 shares);

    /// @notice {bid} with an ERC-2612 permit of the same amount; a permit that fails falls back on the allowance.
    function bidWithPermit(
        uint256 modelId,
        uint8 tick,
        uint256 assets,
        address receiver,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external returns (uint256 shares);

    /// @notice Sells shares of a pool back. Never paused. Before the quiet period all stake may leave; while the book is
    /// frozen and no report is pending, idle stake may.
    /// @param shares Shares to sell; type(uint256).max for all that the owner has when the transaction is executed.
    /// @param owner The holder; the caller must be it, its operator or have its allowance.
    /// @return assets Token wei sent to the receiver, rounded down.
    function withdraw(
        uint256 modelId,
        uint8 tick,
        uint256 shares,
        address receiver,
        address owner
    ) external returns (uint256 assets);

    /// @notice Moves the caller's stake to another tick of the model. Up until `locksAt`, down until the quiet period,
    /// and among idle ticks while the book is frozen and no report is pending.
    /// @param shares Shares to move; type(uint256).max for all that the caller has when the transaction is executed.
    /// @return newShares Rounded down.
    function move(uint256 modelId, uint8 fromTick, uint8 toTick, uint256 shares) external returns (uint256 newShares);

    /// @notice Reverts unless the round is open and the time not past. For whoever signs in advance: first call of a
    /// {multicall}, so that what was meant for one round is not done in another.
    /// @param deadline Unix seconds, the last at which the call passes.
    function requireRound(uint256 round, uint256 deadline) external view;

    // ---------------------------------------------------------------------------------------------------------- Owners

    /// @notice Sets the lowest tick that gets space. Counts from the opening of the next round. Owner of the model only.
    function setReserve(uint256 modelId, uint8 tick) external;

    /// @notice Sends the model's rent to its owner, who must call.
    function collectRent(uint256 modelId) external returns (uint256 assets);

    // ------------------------------------------------------------------------------------------------------ Settlement

    /// @notice Brings each model up to the last closed round, skipping those that are. Anyone. A model that is so far behind
    /// that it does not fit into the transaction is settled in steps by the other {settle}.
    function settle(uint256[] calldata modelIds) external;

    /// @notice Settles at most `maxRounds` rounds of one model; one without stake through the last closed round, whatever
    /// `maxRounds` says, because that costs the same for any number of rounds.
    /// @return settledThrough The last round the model is settled for.
    function settle(uint256 modelId, uint256 maxRounds) external returns (uint256 settledThrough);

    /// @notice Closes the open round without a report, once `reportBy` has passed and none is pending (or one has been
    /// pending for seven days past `reportBy + challengePeriod`; its reserve goes back). Anyone.
    function expireRound() external;

    /// @notice Sends what was burned to the sink. Anyone.
    function flushBurned() external returns (uint256 assets);

    /// @notice Adds to the free treasury, which pays gains. Anyone.
    function fundTreasury(uint256 assets) external;

    // ---------------------------------------------------------------------------------------------------------- Oracle

    /// @notice Holds a report of the open round and sets aside `ceil(U * xMax)` for its gains. Score oracle only.
    function holdReport(
        uint256 round,
        uint256 modelCount,
        uint256 payoutFactor,
        uint256 maxScore,
        address[] calldata pages
    ) external;

    /// @notice Drops the pending report inside its challenge period; its reserve goes back. Score oracle only.
    function dropReport(uint256 round) external;

    /// @notice Makes the pending report final after its challenge period and opens the next round. Score oracle only.
    function closeRound(uint256 round) external;

    /// @notice Ends a recess on behalf of a quorum of reporters. Score oracle only.
    function resumeByQuorum(uint256 round) external;

    // -------------------------------------------------------------------------------------------------------- Governor

    /// @notice Ends a recess: the round locks a full bidding period from now. Governor.
    function resume() external;

    /// @notice Queues parameters for the next round. Governor.
    function queueParameters(Parameters memory p) external;

    /// @notice Queues a withdrawal of free treasury for the opening of the next round; replaces one queued. One that the
    /// token refuses stays queued. Governor.
    function queueTreasuryWithdrawal(uint256 assets, address receiver) external;

    /// @notice Pauses bids, moves, registrations and proposals, or allows them again. Guardian.
    function setPaused(bool paused) external;

    // ----------------------------------------------------------------------------------------------------------- Views
    // None of them reverts. Those of a model answer as if it were settled through the last closed round.

    /// @notice What is staked.
    function token() external view returns (IERC20);
    /// @notice Whose models are staked on.
    function registry() external view returns (IModelRegistry);
    /// @notice Who reports the scores.
    function oracle() external view returns (address);
    /// @notice Where burns and registration fees go; owned by nobody.
    function sink() external view returns (address);

    /// @notice The rate of a tick in units of 1e-5 of the filled stake per round; 0 for a tick off the grid.
    function rate(uint8 tick) external pure returns (uint256);

    /// @notice The parameters of the open round.
    function parameters() external view returns (Parameters memory);
    /// @notice The parameters of a set, by its id.
    function parametersById(uint256 parametersId) external view returns (Parameters memory);
    /// @notice The parameters that wait for the next round, and whether any do.
    function queuedParameters() external view returns (Parameters memory p, bool queued);
    /// @notice The withdrawal of free treasury that waits for the next round; 0 for none.
    function queuedTreasuryWithdrawal() external view returns (uint256 assets, address receiver);

    /// @notice The open round and when it locks: unix seconds, type(uint40).max in recess.
    function openRound() external view returns (uint256 round, uint256 locksAt);
    /// @notice The open round: its phase, its times.
    function roundStatus() external view returns (RoundStatus memory);
    /// @notice What is known of a round; all zero for one that was never opened.
    function roundRecord(uint256 round) external view returns (RoundRecord memory);
    /// @notice What the contract holds and owes.
    function accounts() external view returns (Accounts memory);

    /// @notice What a registration needs: the fee, the open round, and whether registrations are paused.
    function registrationTerms() external view returns (uint256 fee, uint256 round, bool paused);

    /// @notice The model's stake limit in token wei.
    function limit(uint256 modelId) external view returns (uint256);
    /// @notice The model's limit, rent, occupied ticks and reserve; all zero for one that was never registered.
    function modelStatus(uint256 modelId) external view returns (ModelStatus memory);
    /// @notice What clearing the model's book gives right now.
    function quote(uint256 modelId) external view returns (Quote memory);
    /// @notice One pool and the part of its assets that clearing fills right now.
    function pool(uint256 modelId, uint8 tick) external view returns (uint256 assets, uint256 shares, uint256 filled);
    /// @notice What a holder's position is worth in token wei, rounded down.
    function positionAssets(address owner, uint256 modelId, uint8 tick) external view returns (uint256);
}
