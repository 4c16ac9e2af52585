// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {IModelRegistry} from "../../../contracts/interfaces/IModelRegistry.sol";
import {IScoreOracle} from "../../../contracts/interfaces/IScoreOracle.sol";
import {IStakeSpace, ModelStatus, Phase, Quote, RoundStatus} from "../../../contracts/interfaces/IStakeSpace.sol";
import {PoolShares} from "../../../contracts/libraries/PoolShares.sol";
import {RateGrid} from "../../../contracts/libraries/RateGrid.sol";
import {World} from "./World.sol";

/// @notice Proves every refusal deserved: the reason given must hold in the state there is. A reason that is not listed
/// here (a panic, a transfer without funds) fails the run (S4).
abstract contract Refusals is World {
    bytes4 private constant INSUFFICIENT_BALANCE = bytes4(
        keccak256("ERC6909InsufficientBalance(address,uint256,uint256,uint256)")
    );
    bytes4 private constant INSUFFICIENT_ALLOWANCE = bytes4(
        keccak256("ERC6909InsufficientAllowance(address,uint256,uint256,uint256)")
    );

    error Undeserved(bytes reason);

    function _deserve(bytes4 reason, bytes memory error_, Attempt memory a) internal override {
        if (reason == SafeERC20.SafeERC20FailedOperation.selector || reason == bytes4(keccak256("Error(string)"))) {
            bool refused = _isRefused(a.actor) || _isRefused(a.owner) || _isRefused(SINK);
            if (_because(refused, "the token refuses the account")) return;
        }
        if (_ofRoundDeserved(reason, a) || _ofStakeDeserved(reason, error_, a) || _ofReportDeserved(reason, a)) return;
        revert Undeserved(error_);
    }

    function _because(bool holds, string memory name) private returns (bool) {
        if (holds) _tally(name);
        return holds;
    }

    function _ofRoundDeserved(bytes4 reason, Attempt memory a) private returns (bool) {
        RoundStatus memory s = space.roundStatus();
        if (reason == IStakeSpace.Paused.selector) {
            assertTrue(!a.exit, "E3: a pause blocks no way out");
            return _because(s.paused, "Paused");
        }
        if (reason == IModelRegistry.RegistrationPaused.selector) return _because(s.paused, "RegistrationPaused");
        if (reason == IStakeSpace.BiddingClosed.selector) return _because(time() >= s.locksAt, "BiddingClosed");
        if (reason == IStakeSpace.QuietPeriod.selector) {
            return _because(s.phase == Phase.Quiet && (a.from == a.to || a.to < a.from), "QuietPeriod");
        }
        if (reason == IStakeSpace.ReportPending.selector) return _because(s.proposedAt != 0, "ReportPending");
        if (reason == IStakeSpace.NotInRecess.selector) return _because(s.phase != Phase.Recess, "NotInRecess");
        if (reason == IStakeSpace.ReportWindowClosed.selector) {
            bool closed = s.phase == Phase.Recess || time() < s.reportFrom || time() >= s.reportBy;
            return _because(closed, "ReportWindowClosed");
        }
        if (reason == IStakeSpace.NoReportPending.selector) return _because(s.proposedAt == 0, "NoReportPending");
        uint256 challenge = space.parameters().challengePeriod;
        if (reason == IStakeSpace.TooLate.selector) {
            return _because(s.proposedAt != 0 && time() >= s.proposedAt + challenge, "TooLate");
        }
        if (reason == IStakeSpace.TooEarly.selector) {
            uint256 until = s.reportBy;
            if (a.fault == 1) until = s.proposedAt + challenge;
            else if (s.proposedAt != 0) until += challenge + 7 days;
            return _because(s.phase == Phase.Recess || time() < until, "TooEarly");
        }
        return false;
    }

    function _ofStakeDeserved(bytes4 reason, bytes memory error_, Attempt memory a) private returns (bool) {
        if (reason == IStakeSpace.UnknownModel.selector) {
            return _because(a.modelId == 0 || a.modelId > registry.modelCount(), "UnknownModel");
        }
        if (reason == RateGrid.InvalidTick.selector) return _because(a.to > 127, "InvalidTick");
        if (reason == IStakeSpace.SameTick.selector) return _because(a.from == a.to, "SameTick");
        if (reason == IStakeSpace.NotModelOwner.selector) {
            return _because(registry.ownerOrZero(a.modelId) != a.actor, "NotModelOwner");
        }
        if (reason == IStakeSpace.NotSettled.selector) {
            uint256 behind = space.roundStatus().round - 1 - space.modelStatus(a.modelId).settledThrough;
            return _because(behind > 16, "NotSettled");
        }
        if (reason == INSUFFICIENT_BALANCE) {
            return _because(space.balanceOf(a.owner, idOf(a.modelId, a.from)) < a.shares, "InsufficientBalance");
        }
        if (reason == INSUFFICIENT_ALLOWANCE) {
            bool may = a.actor == a.owner || space.isOperator(a.owner, a.actor);
            may = may || space.allowance(a.owner, a.actor, idOf(a.modelId, a.from)) >= a.shares;
            return _because(!may, "InsufficientAllowance");
        }
        if (reason == IStakeSpace.StakeLocked.selector) {
            Quote memory q = space.quote(a.modelId);
            uint8 higher = a.to > a.from ? a.to : a.from;
            return
                _because(time() >= space.roundStatus().locksAt && q.limit > 0 && higher >= q.priceTick, "StakeLocked");
        }
        if (reason == IStakeSpace.ZeroAmount.selector) {
            (uint256 assets, uint256 shares, ) = space.pool(a.modelId, a.to);
            bool nothing = a.shares == 0 && (a.assets * (shares + 1e6)) / (assets + 1) == 0;
            return _because(nothing || _worthless(a), "ZeroAmount");
        }
        if (reason == IStakeSpace.PositionBelowMinBid.selector) {
            (, uint256 assets, uint256 minBid) = abi.decode(_arguments(error_), (uint256, uint256, uint256));
            bool below = assets < minBid && minBid == space.parameters().minBid;
            return _because(below, "PositionBelowMinBid");
        }
        if (reason == PoolShares.SharesOverflow.selector) {
            (uint256 shares, uint256 most) = abi.decode(_arguments(error_), (uint256, uint256));
            return _because(shares > most && most == type(uint128).max, "SharesOverflow");
        }
        return false;
    }

    /// @dev A move of shares that are worth less than a share of the other tick.
    function _worthless(Attempt memory a) private view returns (bool) {
        if (a.shares == 0) return false;
        (uint256 assets, uint256 shares, ) = space.pool(a.modelId, a.from);
        uint256 taken = (a.shares * (assets + 1)) / (shares + 1e6);
        (assets, shares, ) = space.pool(a.modelId, a.to);
        return (taken * (shares + 1e6)) / (assets + 1) == 0;
    }

    function _ofReportDeserved(bytes4 reason, Attempt memory a) private returns (bool) {
        if (reason == IScoreOracle.QuorumNotReached.selector) return _because(a.fault == 2, "O1: too few signatures");
        if (reason == IScoreOracle.DuplicateSignature.selector) return _because(a.fault == 3, "O1: a signer twice");
        if (reason == IScoreOracle.NotReporter.selector) {
            return _because(a.fault >= 4 && a.fault <= 6, "O1: not a reporter's signature of this report");
        }
        if (reason == IScoreOracle.UnknownPage.selector) return _because(a.fault == 7, "O4: a page of somebody else");
        if (reason == IStakeSpace.ModelNotCovered.selector)
            return _because(a.fault == 8, "O4: a staked model left out");
        if (reason == IStakeSpace.WrongRound.selector) return _because(a.fault == 9, "O1: a report of another round");
        if (reason == IScoreOracle.ReportWasVetoed.selector) return _because(a.fault == 10, "O1: a vetoed report");
        if (reason == IStakeSpace.TreasuryShort.selector) {
            return _because(a.assets > space.accounts().treasury, "TreasuryShort");
        }
        return false;
    }

    function _arguments(bytes memory error_) private pure returns (bytes memory rest) {
        rest = new bytes(error_.length - 4);
        for (uint256 i = 0; i < rest.length; ++i) rest[i] = error_[i + 4];
    }
}
