// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

import {NeedsCancun} from "./base/NeedsCancun.sol";
import {ReporterSets} from "./base/ReporterSets.sol";
import {IScoreOracle, Report} from "./interfaces/IScoreOracle.sol";
import {IStakeSpace} from "./interfaces/IStakeSpace.sol";
import {ScoreSheet} from "./libraries/ScoreSheet.sol";

/// @title Reports of a quorum of reporters
/// @notice What each function does and when it is refused stands in {IScoreOracle}.
contract ScoreOracle is ReporterSets, EIP712, NeedsCancun {
    bytes32 private constant REPORT_TYPEHASH = keccak256(
        "Report(uint32 round,bytes32 sheetHash,uint32 modelCount,uint64 payoutFactor,uint16 maxScore,"
        "bytes32 predictionsRoot,bytes32 evidence)"
    );
    bytes32 private constant RESUME_TYPEHASH = keccak256("Resume(uint32 round)");
    bytes32 private constant SEAL_TYPEHASH = keccak256("Seal(uint32 round,bytes32 root,uint32 sequence)");

    /// @notice The last seal there was, in one slot: what was sealed before is only a root.
    struct LastSeal {
        uint32 round;
        uint32 sequence;
    }

    /// @inheritdoc IScoreOracle
    mapping(bytes32 digest => bool) public isVetoed;
    /// @inheritdoc IScoreOracle
    mapping(uint256 round => bytes32) public proposedDigest;

    /// @inheritdoc IScoreOracle
    mapping(address page => bool) public isPage;

    /// @inheritdoc IScoreOracle
    mapping(uint256 round => bytes32 root) public sealOf;

    LastSeal private _lastSeal;

    /// @param authority The access manager with the governor and the guardian.
    constructor(address authority) AccessManaged(authority) EIP712("Stakespace", "1") {}

    /// @inheritdoc IScoreOracle
    function addPage(bytes calldata records) external returns (address page) {
        uint256 size = records.length;
        require(
            size > 0 &&
                size % ScoreSheet.RECORD_BYTES == 0 &&
                size <= ScoreSheet.PAGE_RECORDS * ScoreSheet.RECORD_BYTES,
            InvalidPageLength(size)
        );
        page = pageAddress(records);
        if (isPage[page]) return page;
        ScoreSheet.store(records);
        isPage[page] = true;
        emit PageAdded(page, page.codehash, size / ScoreSheet.RECORD_BYTES);
    }

    /// @inheritdoc IScoreOracle
    function seal(uint32 round, bytes32 root, bytes[] calldata signatures) external {
        (uint256 open, uint256 locksAt) = stakeSpace.openRound();
        require(round == open, IStakeSpace.WrongRound(round, open));
        require(block.timestamp < locksAt, SealingClosed(locksAt, block.timestamp));
        require(root != 0, InvalidRoot());
        uint32 sequence = _nextSequence(open);
        _checkQuorum(sealDigestOf(round, root, sequence), signatures);
        _lastSeal = LastSeal(round, sequence);
        sealOf[round] = root;
        emit Sealed(round, root, sequence);
    }

    /// @inheritdoc IScoreOracle
    function propose(Report calldata report, address[] calldata pages, bytes[] calldata signatures) external {
        bytes32 digest = digestOf(report);
        require(!isVetoed[digest], ReportWasVetoed(digest));
        _checkQuorum(digest, signatures);
        bytes32 root = sealOf[report.round];
        require(root != 0, RoundNotSealed(report.round));
        require(report.predictionsRoot == root, PredictionsRootMismatch(report.predictionsRoot, root));
        uint256 registered = stakeSpace.registry().modelCountAtLock();
        require(report.modelCount <= registered, ModelCountTooHigh(report.modelCount, registered));
        // Code that anyone else made may be gone at the end of the transaction that made it (EIP-6780).
        for (uint256 i = 0; i < pages.length; ++i) require(isPage[pages[i]], UnknownPage(pages[i]));
        bytes32 found = ScoreSheet.hashOf(pages);
        require(found == report.sheetHash, SheetHashMismatch(found, report.sheetHash));
        ScoreSheet.checkLength(pages, report.modelCount);

        proposedDigest[report.round] = digest;
        emit ReportProposed(report.round, digest, report, msg.sender);
        stakeSpace.holdReport(report.round, report.modelCount, report.payoutFactor, report.maxScore, pages);
    }

    /// @inheritdoc IScoreOracle
    function veto(uint256 round, bytes32 digest) external restricted {
        require(digest == proposedDigest[round], WrongDigest(digest, proposedDigest[round]));
        isVetoed[digest] = true;
        emit ReportVetoed(round, digest);
        stakeSpace.dropReport(round);
    }

    /// @inheritdoc IScoreOracle
    function finalize(uint256 round) external {
        emit ReportFinalized(round, proposedDigest[round]);
        stakeSpace.closeRound(round);
    }

    /// @inheritdoc IScoreOracle
    function resume(uint32 round, bytes[] calldata signatures) external {
        _checkQuorum(resumeDigestOf(round), signatures);
        stakeSpace.resumeByQuorum(round);
    }

    /// @inheritdoc IScoreOracle
    function digestOf(Report calldata report) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(REPORT_TYPEHASH, report)));
    }

    /// @inheritdoc IScoreOracle
    function resumeDigestOf(uint32 round) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(RESUME_TYPEHASH, round)));
    }

    /// @inheritdoc IScoreOracle
    function sealDigestOf(uint32 round, bytes32 root, uint32 sequence) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(SEAL_TYPEHASH, round, root, sequence)));
    }

    /// @inheritdoc IScoreOracle
    function nextSealSequence() external view returns (uint32) {
        (uint256 open, ) = stakeSpace.openRound();
        return _nextSequence(open);
    }

    /// @inheritdoc IScoreOracle
    function pageAddress(bytes calldata records) public view returns (address) {
        return ScoreSheet.addressOf(records);
    }

    /// @dev A sequence of a round is used once, and in order.
    function _nextSequence(uint256 open) private view returns (uint32) {
        if (_lastSeal.round != open) return 1;
        return _lastSeal.sequence + 1;
    }
}
