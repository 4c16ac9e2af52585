// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

import {IScoreOracle} from "../interfaces/IScoreOracle.sol";
import {IStakeSpace} from "../interfaces/IStakeSpace.sol";

/// @title Who may sign, and how many must
/// @notice A set of reporters comes into force at the opening of a round and stays until another does (R1).
/// @dev Owns the sets. Each set has places of its own, so that none has to be wiped for the next.
abstract contract ReporterSets is IScoreOracle, AccessManaged {
    struct ReporterSet {
        uint256 quorum;
        address[] members;
        /// Place among the members plus one, 0 for everybody else.
        mapping(address reporter => uint256) places;
    }

    /// @dev Signers seen are bits of one word.
    uint256 private constant MAX_REPORTERS = 32;

    /// @inheritdoc IScoreOracle
    IStakeSpace public stakeSpace;
    /// @dev The set named last, in the stake space's slot. It is in force from round `_fromRound` on, `_before` until then.
    uint32 private _last;
    uint32 private _before;
    uint32 private _fromRound;

    mapping(uint256 setId => ReporterSet) private _sets;

    // ---------------------------------------------------------------------------------------------------------- Governor

    /// @inheritdoc IScoreOracle
    function setReporters(address[] calldata next, uint256 quorum_) external restricted {
        require(
            quorum_ > 0 && quorum_ <= next.length && next.length <= MAX_REPORTERS,
            InvalidQuorum(quorum_, next.length)
        );
        uint256 from = _firstRoundOfNextSet();
        (_before, _fromRound) = (_inForce(), uint32(from));
        ReporterSet storage set = _sets[++_last];
        for (uint256 i = 0; i < next.length; ++i) {
            require(next[i] != address(0) && set.places[next[i]] == 0, InvalidReporter(next[i]));
            set.places[next[i]] = i + 1;
        }
        set.members = next;
        set.quorum = quorum_;
        emit ReportersSet(next, quorum_, from);
    }

    /// @inheritdoc IScoreOracle
    function setStakeSpace(IStakeSpace stakeSpace_) external restricted {
        require(address(stakeSpace) == address(0), AlreadyConnected());
        require(stakeSpace_.oracle() == address(this), ForeignStakeSpace(address(stakeSpace_)));
        stakeSpace = stakeSpace_;
        // Whoever staked while there was no oracle has a bidding period to leave, too.
        if (stakeSpace_.accounts().stakedModels > 0) (_before, _fromRound) = (0, uint32(_openRound() + 1));
        emit StakeSpaceSet(stakeSpace_);
    }

    /// @dev The open round where there is nobody to be warned: no reporters were named, and there is no stake.
    function _firstRoundOfNextSet() private view returns (uint256) {
        uint256 open = _openRound();
        if (_inForce() != 0) return open + 1;
        if (open > 0 && stakeSpace.accounts().stakedModels > 0) return open + 1;
        return open;
    }

    // ---------------------------------------------------------------------------------------------------------- Signatures

    /// @dev Every signature must be of a distinct reporter of the open round: one bad signature refuses the whole list, so
    /// that what was accepted is what was signed.
    function _checkQuorum(bytes32 digest, bytes[] calldata signatures) internal view {
        ReporterSet storage set = _sets[_inForce()];
        uint256 needed = set.quorum;
        require(signatures.length >= needed && needed > 0, QuorumNotReached(signatures.length, needed));
        uint256 seen = 0;
        for (uint256 i = 0; i < signatures.length; ++i) {
            address signer = ECDSA.recover(digest, signatures[i]);
            uint256 place = set.places[signer];
            require(place > 0, NotReporter(signer));
            require(seen & (1 << place) == 0, DuplicateSignature(signer));
            seen |= 1 << place;
        }
    }

    // -------------------------------------------------------------------------------------------------------------- Views

    /// @dev 0 before the stake space is connected.
    function _openRound() private view returns (uint256 round) {
        if (address(stakeSpace) == address(0)) return 0;
        (round, ) = stakeSpace.openRound();
    }

    function _inForce() private view returns (uint32) {
        if (_openRound() >= _fromRound) return _last;
        return _before;
    }

    /// @inheritdoc IScoreOracle
    function reporters() external view returns (address[] memory) {
        return _sets[_inForce()].members;
    }

    /// @inheritdoc IScoreOracle
    function quorum() external view returns (uint256) {
        return _sets[_inForce()].quorum;
    }

    /// @inheritdoc IScoreOracle
    function queuedReporters() external view returns (address[] memory members, uint256 quorum_, uint256 fromRound) {
        if (_openRound() >= _fromRound) return (members, 0, 0);
        ReporterSet storage set = _sets[_last];
        return (set.members, set.quorum, _fromRound);
    }
}
