// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Bytes} from "@openzeppelin/contracts/utils/Bytes.sol";

import {IModelRegistry} from "../../../contracts/interfaces/IModelRegistry.sol";
import {IScoreOracle} from "../../../contracts/interfaces/IScoreOracle.sol";
import {IStakeSpace, Phase, Quote, RoundStatus} from "../../../contracts/interfaces/IStakeSpace.sol";
import {MoodyToken} from "../mocks/MoodyToken.sol";
import {Replay} from "./Replay.sol";

/// @notice Proves every refusal deserved: the reason given must hold in the state there is. A reason that is not listed
/// here (a panic, a transfer without funds) fails the run (S4).
abstract contract Refusals is Replay {
    bytes4 private constant INSUFFICIENT_BALANCE = bytes4(
        keccak256("ERC6909InsufficientBalance(address,uint256,uint256,uint256)")
    );
    bytes4 private constant INSUFFICIENT_ALLOWANCE = bytes4(
        keccak256("ERC6909InsufficientAllowance(address,uint256,uint256,uint256)")
    );

    bytes4 private constant NOT_MINTED = bytes4(keccak256("ERC721NonexistentToken(uint256)"));
    bytes4 private constant NOT_OWNER = bytes4(keccak256("ERC721IncorrectOwner(address,uint256,address)"));

    /// @dev Every report that was vetoed, by digest: the same one may be made again from the same draw.
    mapping(bytes32 digest => bool) internal _wasVetoed;

    error Undeserved(bytes reason);

    function _deserve(bytes4 reason, bytes memory error_, Attempt memory a) internal override {
        if (_ofTokenDeserved(error_, a)) return;
        if (_ofRoundDeserved(reason, a) || _ofStakeDeserved(reason, error_, a)) return;
        if (_ofReportDeserved(reason, error_, a)) return;
        revert Undeserved(error_);
    }

    function _because(bool holds, string memory name) private returns (bool) {
        if (holds) _tally(name);
        return holds;
    }

    /// @dev The token refuses one of the two it moves between, in its own way.
    function _ofTokenDeserved(bytes memory error_, Attempt memory a) private returns (bool) {
        MoodyToken.Mood mood = _moodBetween(a.payer, a.receiver);
        if (mood == MoodyToken.Mood.Plain) return false;
        // Who burns all gas says nothing.
        bytes memory expected;
        if (mood == MoodyToken.Mood.Reverts) expected = abi.encodeWithSignature("Error(string)", "moody");
        if (mood == MoodyToken.Mood.AnswersFalse) {
            expected = abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, token);
        }
        if (keccak256(error_) != keccak256(expected)) return false;
        if (mood == MoodyToken.Mood.BurnsGas) _tally("the token burns all gas");
        if (a.receiver == SINK && _moodBetween(a.payer, a.payer) == MoodyToken.Mood.Plain) {
            _tally(a.payer == address(space) ? "sink refuses a flush" : "sink refuses a registration");
        }
        return _because(true, "the token refuses the account");
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
        if (reason == IStakeSpace.InvalidTick.selector) return _because(a.to > 127, "InvalidTick");
        if (reason == IStakeSpace.SameTick.selector) return _because(a.from == a.to, "SameTick");
        if (reason == IModelRegistry.NameTaken.selector) {
            return _because(registry.modelIdOf(_nameFor(a.assets)) != 0, "N1: a name that is taken");
        }
        if (reason == IModelRegistry.AlreadyAccepted.selector) {
            return _because(_records[a.modelId].account == a.actor, "AlreadyAccepted");
        }
        if (reason == NOT_MINTED) return _because(registry.ownerOrZero(a.modelId) == address(0), "NotRegistered");
        if (reason == NOT_OWNER) return _because(registry.ownerOrZero(a.modelId) != a.actor, "NotTheOwner");
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
            (, , , uint256 minted) = _entry(a);
            bool enters = a.shares == 0 || a.from != a.to;
            return _because(enters && minted == 0, "ZeroAmount");
        }
        if (reason == IStakeSpace.PositionBelowMinBid.selector) {
            return _because(_isLeftBelowMinBid(error_, a) || _entersBelowMinBid(error_, a), "PositionBelowMinBid");
        }
        if (reason == IStakeSpace.SharesOverflow.selector) return _because(_overflows(error_, a), "SharesOverflow");
        return false;
    }

    /// @dev What stays behind is worth too little. Nothing stays behind a complete exit (E1).
    function _isLeftBelowMinBid(bytes memory error_, Attempt memory a) private view returns (bool) {
        if (a.shares == 0) return false;
        uint256 id = idOf(a.modelId, a.from);
        uint256 rest = space.balanceOf(a.owner, id) - a.shares;
        if (a.exit) assertGt(rest, 0, "E1: a complete exit is never too small");
        if (rest == 0) return false;
        (uint256 assets, uint256 shares, ) = space.pool(a.modelId, a.from);
        assets -= (a.shares * (assets + 1)) / (shares + 1e6);
        return _isBelowMinBid(error_, id, (rest * (assets + 1)) / (shares - a.shares + 1e6));
    }

    /// @dev What comes in is worth too little, even with what was there.
    function _entersBelowMinBid(bytes memory error_, Attempt memory a) private view returns (bool) {
        if (a.shares > 0 && a.from == a.to) return false;
        uint256 id = idOf(a.modelId, a.to);
        (uint256 assets, uint256 shares, uint256 added, uint256 minted) = _entry(a);
        uint256 all = space.balanceOf(a.owner, id) + minted;
        return _isBelowMinBid(error_, id, (all * (assets + added + 1)) / (shares + minted + 1e6));
    }

    function _isBelowMinBid(bytes memory error_, uint256 id, uint256 worth) private view returns (bool) {
        uint256 minBid = space.parameters().minBid;
        bytes memory expected = abi.encodeWithSelector(IStakeSpace.PositionBelowMinBid.selector, id, worth, minBid);
        return worth < minBid && keccak256(error_) == keccak256(expected);
    }

    function _overflows(bytes memory error_, Attempt memory a) private view returns (bool) {
        assertTrue(!a.exit, "E1: nothing enters a pool by an exit");
        uint256 most = type(uint128).max;
        (, uint256 shares, , uint256 minted) = _entry(a);
        bytes memory expected = abi.encodeWithSelector(IStakeSpace.SharesOverflow.selector, shares + minted, most);
        return shares + minted > most && keccak256(error_) == keccak256(expected);
    }

    /// @dev The pool that a bid or a move enters, the assets it brings, and the shares they buy.
    function _entry(
        Attempt memory a
    ) private view returns (uint256 assets, uint256 shares, uint256 added, uint256 minted) {
        added = a.assets;
        if (a.shares > 0) {
            (assets, shares, ) = space.pool(a.modelId, a.from);
            added = (a.shares * (assets + 1)) / (shares + 1e6);
        }
        (assets, shares, ) = space.pool(a.modelId, a.to);
        minted = (added * (shares + 1e6)) / (assets + 1);
    }

    function _ofReportDeserved(bytes4 reason, bytes memory error_, Attempt memory a) private returns (bool) {
        if (reason == IScoreOracle.QuorumNotReached.selector) return _because(a.fault == 2, "O1: too few signatures");
        if (reason == IScoreOracle.DuplicateSignature.selector) return _because(a.fault == 3, "O1: a signer twice");
        if (reason == IScoreOracle.NotReporter.selector) {
            return _because(a.fault >= 4 && a.fault <= 6, "O1: not a reporter's signature of this report");
        }
        if (reason == IScoreOracle.RoundNotSealed.selector) {
            bool isUnsealed = oracle.sealOf(space.roundStatus().round) == 0;
            return _because(isUnsealed || a.fault == 9, "RoundNotSealed");
        }
        if (reason == IScoreOracle.PredictionsRootMismatch.selector) {
            return _because(a.fault == 11, "O1: submissions that were not sealed");
        }
        if (reason == IScoreOracle.WrongDigest.selector) return _because(a.fault == 12, "a veto of another report");
        if (reason == IScoreOracle.UnknownPage.selector) return _because(a.fault == 7, "O4: a page of somebody else");
        if (reason == IStakeSpace.ModelNotCovered.selector)
            return _because(a.fault == 8, "O4: a staked model left out");
        if (reason == IStakeSpace.WrongRound.selector) return _because(a.fault == 9, "O1: a report of another round");
        if (reason == IScoreOracle.ReportWasVetoed.selector) {
            return _because(_wasVetoed[bytes32(Bytes.slice(error_, 4))], "O1: a vetoed report");
        }
        if (reason == IStakeSpace.TreasuryShort.selector) {
            return _because(a.assets > space.accounts().treasury, "TreasuryShort");
        }
        return false;
    }
}
