// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

import {IScoreOracle, Report} from "./interfaces/IScoreOracle.sol";
import {IStakeSpace} from "./interfaces/IStakeSpace.sol";
import {ScoreSheet} from "./libraries/ScoreSheet.sol";

/// @title Reports of a quorum of reporters
/// @notice What each function does and when it is refused stands in {IScoreOracle}.
contract ScoreOracle is IScoreOracle, AccessManaged, EIP712 {
    bytes32 private constant REPORT_TYPEHASH = keccak256(
        "Report(uint32 round,bytes32 sheetHash,uint32 modelCount,uint64 payoutFactor,uint16 maxScore,bytes32 evidence)"
    );
    bytes32 private constant RESUME_TYPEHASH = keccak256("Resume(uint32 round)");
    /// @dev Signers seen are bits of one word.
    uint256 private constant MAX_REPORTERS = 32;

    /// @inheritdoc IScoreOracle
    IStakeSpace public stakeSpace;
    /// @inheritdoc IScoreOracle
    uint256 public quorum;
    /// @inheritdoc IScoreOracle
    mapping(bytes32 digest => bool) public isVetoed;
    /// @inheritdoc IScoreOracle
    mapping(uint256 round => bytes32) public proposedDigest;

    /// @inheritdoc IScoreOracle
    mapping(address page => bool) public isPage;

    address[] private _reporters;
    /// @dev Place in `_reporters` plus one, 0 for everybody else.
    mapping(address reporter => uint256) private _places;

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
    function propose(Report calldata report, address[] calldata pages, bytes[] calldata signatures) external {
        bytes32 digest = digestOf(report);
        require(!isVetoed[digest], ReportWasVetoed(digest));
        _checkQuorum(digest, signatures);
        uint256 registered = stakeSpace.registry().modelCount();
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
    function veto(uint256 round) external restricted {
        bytes32 digest = proposedDigest[round];
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
    function setReporters(address[] calldata next, uint256 quorum_) external restricted {
        require(
            quorum_ > 0 && quorum_ <= next.length && next.length <= MAX_REPORTERS,
            InvalidQuorum(quorum_, next.length)
        );
        for (uint256 i = 0; i < _reporters.length; ++i) delete _places[_reporters[i]];
        for (uint256 i = 0; i < next.length; ++i) {
            require(next[i] != address(0) && _places[next[i]] == 0, InvalidReporter(next[i]));
            _places[next[i]] = i + 1;
        }
        _reporters = next;
        quorum = quorum_;
        emit ReportersSet(next, quorum_);
    }

    /// @inheritdoc IScoreOracle
    function setStakeSpace(IStakeSpace stakeSpace_) external restricted {
        require(address(stakeSpace) == address(0), AlreadyConnected());
        require(stakeSpace_.oracle() == address(this), ForeignStakeSpace(address(stakeSpace_)));
        stakeSpace = stakeSpace_;
        emit StakeSpaceSet(stakeSpace_);
    }

    /// @inheritdoc IScoreOracle
    function reporters() external view returns (address[] memory) {
        return _reporters;
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
    function pageAddress(bytes calldata records) public view returns (address) {
        return ScoreSheet.addressOf(records);
    }

    /// @dev Every signature must be of a distinct current reporter: one bad signature refuses the whole set, so that what
    /// was proposed is what was signed.
    function _checkQuorum(bytes32 digest, bytes[] calldata signatures) private view {
        require(signatures.length >= quorum && quorum > 0, QuorumNotReached(signatures.length, quorum));
        uint256 seen = 0;
        for (uint256 i = 0; i < signatures.length; ++i) {
            address signer = ECDSA.recover(digest, signatures[i]);
            uint256 place = _places[signer];
            require(place > 0, NotReporter(signer));
            require(seen & (1 << place) == 0, DuplicateSignature(signer));
            seen |= 1 << place;
        }
    }
}
