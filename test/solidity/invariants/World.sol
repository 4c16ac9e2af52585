// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Fixture} from "../helpers/Fixture.sol";
import {MoodyToken} from "../mocks/MoodyToken.sol";

/// @notice What every actor of an invariant run shares: who there is, how they call, and what was counted.
abstract contract World is Fixture {
    uint256 internal constant STAKERS = 4;
    uint256 internal constant MAX_MODELS = 5;
    uint256 internal constant WAD = 1e18;
    address internal constant TREASURER = address(0x7EA5);
    /// @dev The most gas of a transaction.
    uint256 internal constant TRANSACTION_GAS = 2 ** 24;

    uint8[8] internal TICKS = [0, 1, 5, 20, 40, 64, 100, 127];

    /// @notice What an actor tried, as far as the reasons to refuse it depend on it.
    struct Attempt {
        address actor;
        uint256 modelId;
        uint8 from;
        uint8 to;
        uint256 assets;
        uint256 shares;
        /// Whose position it is.
        address owner;
        /// Whose tokens it moves, and to whom; zero if it moves none.
        address payer;
        address receiver;
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

    bool public hostile;

    Flow public flow;

    /// @dev The highest model that ever had a bid: every sheet must cover it.
    uint256 internal _highestBid;

    /// @notice Whose record a model counts for, and from which round on, counted here.
    struct AccountRecord {
        address account;
        uint256 fromRound;
    }

    /// @dev The hash of each model's name.
    mapping(uint256 modelId => bytes32) internal _names;
    mapping(uint256 modelId => AccountRecord) internal _records;

    mapping(string name => uint256) public count;

    address[STAKERS] private _stakers;

    // ------------------------------------------------------------------------------------------------------------ Actors

    function _key(uint256 i) internal pure returns (uint256) {
        return 0x57A4E + i;
    }

    /// @dev Deriving an address costs more than all that is asked about it.
    function _nameStakers() internal {
        for (uint256 i = 0; i < STAKERS; ++i) _stakers[i] = vm.addr(_key(i));
    }

    function _staker(uint256 i) internal view returns (address) {
        return _stakers[i % STAKERS];
    }

    /// @dev How the token takes a transfer between the two: as it takes the payer, or else the receiver.
    function _moodBetween(address payer, address receiver) internal view returns (MoodyToken.Mood mood) {
        if (!hostile) return MoodyToken.Mood.Plain;
        mood = MoodyToken(address(token)).moods(payer);
        if (mood == MoodyToken.Mood.Plain) mood = MoodyToken(address(token)).moods(receiver);
    }

    /// @dev Some names come twice.
    function _nameFor(uint256 draw) internal view returns (string memory) {
        uint256 number = registry.modelCount() + 1;
        if ((draw >> 32) % 4 == 0 && number > 1) number = 1 + ((draw >> 40) % (number - 1));
        return string.concat("model-", vm.toString(number));
    }

    function _setPaused(bool paused) internal {
        vm.prank(guardian);
        space.setPaused(paused);
    }

    function _tally(string memory name) internal {
        ++count[name];
    }

    /// @dev Calls as the actor, with the gas of a transaction. A refusal must be deserved; it is counted under its reason.
    function _try(
        Attempt memory a,
        address target,
        bytes memory call_
    ) internal returns (bool ok, bytes memory result) {
        vm.prank(a.actor);
        (ok, result) = target.call{gas: TRANSACTION_GAS}(call_);
        if (ok) {
            bool agreed = _moodBetween(a.payer, a.receiver) == MoodyToken.Mood.Plain;
            assertTrue(agreed, "C1: nothing is done without its transfer");
            _readLogs(a);
        } else {
            // What was logged before it was undone did not happen.
            vm.getRecordedLogs();
            _deserve(bytes4(result), result, a);
        }
    }

    function _deserve(bytes4 reason, bytes memory error_, Attempt memory a) internal virtual;

    /// @dev Looks at what the attempt settled.
    function _readLogs(Attempt memory a) internal virtual;

    function _assetsOf(uint256 modelId) internal view returns (uint256 total) {
        for (uint256 i = 0; i < TICKS.length; ++i) {
            (uint256 assets, , ) = space.pool(modelId, TICKS[i]);
            total += assets;
        }
    }
}
