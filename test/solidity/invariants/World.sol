// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    IStakeSpace,
    ModelStatus,
    Outcome,
    Phase,
    Quote,
    RoundStatus
} from "../../../contracts/interfaces/IStakeSpace.sol";
import {Parameters} from "../../../contracts/types/Parameters.sol";
import {Fixture} from "../helpers/Fixture.sol";
import {Vm} from "../helpers/Vm.sol";
import {MoodyToken} from "../mocks/MoodyToken.sol";

/// @notice What every actor of an invariant run shares: who there is, what was counted, and the books kept beside the
/// contract's own.
abstract contract World is Fixture {
    uint256 internal constant STAKERS = 4;
    uint256 internal constant MAX_MODELS = 5;
    uint256 internal constant WAD = 1e18;
    address internal constant TREASURER = address(0x7EA5);

    uint8[8] internal TICKS = [0, 1, 5, 20, 40, 64, 100, 127];

    /// @notice What an actor tried, as far as the reasons to refuse it depend on it.
    struct Attempt {
        address actor;
        uint256 modelId;
        uint8 from;
        uint8 to;
        uint256 assets;
        uint256 shares;
        address owner;
        /// How a report was spoilt; see {Reporters}.
        uint256 fault;
        /// E3: a way out, or what a way out needs, which no pause may block.
        bool exit;
    }

    /// @notice Tokens that came and went, counted here.
    struct Flow {
        uint256 deposited;
        uint256 funded;
        uint256 withdrawn;
        uint256 rentPaid;
        uint256 flushed;
        uint256 treasuryPaid;
        uint256 donated;
    }

    /// @notice A reported round as it closed.
    struct ClosedRound {
        bool reported;
        uint256 reserve;
        uint256 paid;
        uint256 xMax;
        uint256 returnClip;
        uint256 maxLimit;
        uint256 rentFee;
    }

    /// @notice A model's book as a reported round froze it.
    struct Frozen {
        bool staked;
        bool settled;
        uint256 filled;
        uint256 rate;
        uint256 limit;
        uint256 assets;
    }

    bool public hostile;

    Flow public flow;
    mapping(uint256 round => ClosedRound) internal _closed;
    mapping(uint256 modelId => mapping(uint256 round => Frozen)) internal _frozen;
    mapping(uint256 modelId => uint256) internal _lastSettled;
    mapping(uint256 modelId => uint256) internal _pointer;
    /// @dev The limits of the open round, taken when it opened.
    mapping(uint256 modelId => uint256) internal _limits;
    uint256 internal _limitsRound;

    /// @dev The highest model that ever had a bid: every sheet must cover it.
    uint256 internal _highestBid;

    mapping(string name => uint256) public count;

    // ------------------------------------------------------------------------------------------------------------ Actors

    function _key(uint256 i) internal pure returns (uint256) {
        return 0x57A4E + i;
    }

    function _staker(uint256 i) internal pure returns (address) {
        return vm.addr(_key(i % STAKERS));
    }

    /// @dev Whether the token lets the account neither send nor receive.
    function _isRefused(address account) internal view returns (bool) {
        return hostile && MoodyToken(address(token)).moods(account) != MoodyToken.Mood.Plain;
    }

    function _tally(string memory name) internal {
        ++count[name];
    }

    /// @dev Calls as the actor. A refusal must be deserved; it is counted under its reason.
    function _try(
        Attempt memory a,
        address target,
        bytes memory call_
    ) internal returns (bool ok, bytes memory result) {
        vm.prank(a.actor);
        (ok, result) = target.call(call_);
        if (ok) {
            _readLogs();
        } else {
            // What was logged before it was undone did not happen.
            vm.getRecordedLogs();
            _deserve(bytes4(result), result, a);
        }
    }

    function _deserve(bytes4 reason, bytes memory error_, Attempt memory a) internal virtual;

    // ------------------------------------------------------------------------------------------------------- Own accounts

    function _assetsOf(uint256 modelId) internal view returns (uint256 total) {
        for (uint256 i = 0; i < TICKS.length; ++i) {
            (uint256 assets, , ) = space.pool(modelId, TICKS[i]);
            total += assets;
        }
    }

    /// @dev Before a report closes a round: what each model's book is, for whoever settles it however late.
    function _freeze(uint256 round) internal {
        Parameters memory p = space.parameters();
        ClosedRound storage c = _closed[round];
        c.reported = true;
        c.reserve = space.roundRecord(round).reserve;
        uint256 xMax = (space.roundRecord(round).payoutFactor * space.roundRecord(round).maxScore) / 1e5;
        c.xMax = xMax < p.returnClip ? xMax : p.returnClip;
        (c.returnClip, c.maxLimit, c.rentFee) = (p.returnClip, p.maxLimit, p.rentFee);
        for (uint256 m = 1; m <= registry.modelCount(); ++m) {
            Quote memory q = space.quote(m);
            _frozen[m][round] = Frozen({
                staked: space.modelStatus(m).bitmap != 0,
                settled: false,
                filled: q.filled,
                rate: q.rate,
                limit: q.limit,
                assets: _assetsOf(m)
            });
        }
    }

    function _unfreeze(uint256 round) internal {
        delete _closed[round];
    }

    /// @dev Holds every settlement against the book its round froze.
    function _readLogs() internal {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter != address(space)) continue;
            if (logs[i].topics[0] != IStakeSpace.ModelSettled.selector) continue;
            _checkSettlement(uint256(logs[i].topics[1]), uint256(logs[i].topics[2]), logs[i].data);
        }
    }

    function _checkSettlement(uint256 modelId, uint256 round, bytes memory data) private {
        (uint256 filled, uint256 rate, int256 result, uint256 rent, uint256 base, uint256 earned) = abi.decode(
            data,
            (uint256, uint256, int256, uint256, uint256, uint256)
        );
        Frozen storage f = _frozen[modelId][round];
        ClosedRound storage c = _closed[round];
        assertTrue(c.reported && f.staked, "T1: only a staked model is settled, for a reported round");
        assertTrue(!f.settled, "T1: exactly once");
        assertGt(round, _lastSettled[modelId], "T1: in order");
        assertEq(filled, f.filled, "T3: at risk is what the round froze, however late it is settled");
        assertEq(rate, f.rate, "A3: at the rate the round froze");
        assertLe(filled, f.limit, "L3: at risk is at most the limit");
        assertLe(rent * 1e5, filled * rate, "A3: rent is at most the rate of what is filled");
        if (result < 0) assertLe(uint256(-result) * WAD, filled * c.returnClip, "O2: burned <= returnClip * filled");
        else c.paid += uint256(result);
        assertLe(c.paid, c.reserve, "O3: paid <= reserve");
        assertLe(base + earned, c.maxLimit, "L1: limit at most maxLimit");
        f.settled = true;
        _lastSettled[modelId] = round;
        if (result > 0) _tally("settled with a gain");
        if (result < 0) _tally("settled with a burn");
        if (rent > 0) _tally("settled with rent");
        if (filled > 0 && filled < f.assets) _tally("settled partly idle");
        if (round + 1 < space.roundStatus().round) _tally("settled late");
    }

    // ------------------------------------------------------------------------------------------------- After every action

    /// @dev Around each of the fuzzer's calls.
    modifier watched() {
        vm.recordLogs();
        _;
        _readLogs();
        _checkPointers();
        _rememberLimits();
    }

    /// @dev T1: the pointer never goes back, and skips no round in which the model had stake.
    function _checkPointers() private {
        for (uint256 m = 1; m <= registry.modelCount(); ++m) {
            uint256 now_ = space.modelStatus(m).settledThrough;
            assertGe(now_, _pointer[m], "T1: settled rounds stay settled");
            for (uint256 r = _pointer[m] + 1; r <= now_; ++r) {
                if (!_closed[r].reported || !_frozen[m][r].staked) continue;
                assertTrue(_frozen[m][r].settled, "T1: no round is skipped");
            }
            _pointer[m] = now_;
        }
    }

    function _rememberLimits() private {
        uint256 round = space.roundStatus().round;
        if (round == _limitsRound) return;
        _limitsRound = round;
        for (uint256 m = 1; m <= registry.modelCount(); ++m) _limits[m] = space.limit(m);
    }
}
