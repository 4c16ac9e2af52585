// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

import {IScoreOracle, Report} from "../../../contracts/interfaces/IScoreOracle.sol";
import {IStakeSpace} from "../../../contracts/interfaces/IStakeSpace.sol";
import {Fixture} from "../helpers/Fixture.sol";
import {Sheets} from "../helpers/Sheets.sol";

contract SignaturesTest is Fixture {
    Report private _report;
    address[] private _pages;

    function setUp() external {
        deployAll();
        newModels(1, address(0xA));
        toReport();
        (_report, _pages) = reportOf(1e18, 100, Sheets.record(100, 0, 0, 10_000));
    }

    function _refused(bytes[] memory signatures, bytes memory error_) private {
        vm.expectRevert(error_);
        oracle.propose(_report, _pages, signatures);
    }

    function _digest() private view returns (bytes32) {
        return oracle.digestOf(_report);
    }

    function test_O1_fewerThanTheQuorum() external {
        _refused(signaturesOf(_digest(), 0), abi.encodeWithSelector(IScoreOracle.QuorumNotReached.selector, 0, 2));
        _refused(signaturesOf(_digest(), 1), abi.encodeWithSelector(IScoreOracle.QuorumNotReached.selector, 1, 2));
        oracle.propose(_report, _pages, signaturesOf(_digest(), 2));
        assertEq(space.roundStatus().proposedAt, time(), "O1: the quorum is enough");
    }

    function test_O1_theSameSignerTwice() external {
        bytes[] memory signatures = signaturesOf(_digest(), 2);
        signatures[1] = signatures[0];
        address signer = vm.addr(reporterKeys[0]);
        _refused(signatures, abi.encodeWithSelector(IScoreOracle.DuplicateSignature.selector, signer));
        // Nor as the other root of the same signature.
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(reporterKeys[0], _digest());
        bytes32 mirrored = bytes32(0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141 - uint256(s));
        signatures[1] = abi.encodePacked(r, mirrored, v == 27 ? uint8(28) : uint8(27));
        _refused(signatures, abi.encodeWithSelector(ECDSA.ECDSAInvalidSignatureS.selector, mirrored));
    }

    function test_O1_strangersAndGarbage() external {
        bytes[] memory signatures = signaturesOf(_digest(), 2);
        signatures[1] = signatureOf(0xBAD, _digest());
        _refused(signatures, abi.encodeWithSelector(IScoreOracle.NotReporter.selector, vm.addr(0xBAD)));
        signatures[1] = hex"1234";
        _refused(signatures, abi.encodeWithSelector(ECDSA.ECDSAInvalidSignatureLength.selector, 2));
        signatures[1] = new bytes(65);
        _refused(signatures, abi.encodeWithSelector(ECDSA.ECDSAInvalidSignature.selector));
    }

    function test_O1_aSignatureMoreThanTheQuorumMustBeGoodToo() external {
        bytes[] memory signatures = signaturesOf(_digest(), 3);
        signatures[2] = signatureOf(0xBAD, _digest());
        _refused(signatures, abi.encodeWithSelector(IScoreOracle.NotReporter.selector, vm.addr(0xBAD)));
    }

    function test_O1_signedForAnotherChain() external {
        bytes[] memory signatures = signaturesOf(_digest(), 2);
        bytes32 here = _digest();
        vm.chainId(10);
        assertTrue(_digest() != here, "O1: the digest names the chain");
        vm.expectPartialRevert(IScoreOracle.NotReporter.selector);
        oracle.propose(_report, _pages, signatures);
        vm.chainId(31_337);
        assertEq(space.roundStatus().proposedAt, 0, "O1: nothing was proposed");
    }

    function test_O1_signedForAnotherContract() external {
        IScoreOracle other = IScoreOracle(_create("ScoreOracle.sol:ScoreOracle", abi.encode(manager)));
        assertTrue(other.digestOf(_report) != _digest(), "O1: the digest names the contract");
        bytes[] memory signatures = signaturesOf(other.digestOf(_report), 2);
        vm.expectPartialRevert(IScoreOracle.NotReporter.selector);
        oracle.propose(_report, _pages, signatures);
        assertEq(space.roundStatus().proposedAt, 0, "O1: nothing was proposed");
    }

    function test_O1_signedByReportersOfYesterday() external {
        bytes[] memory signatures = signaturesOf(_digest(), 2);
        address[] memory next = new address[](2);
        (next[0], next[1]) = (vm.addr(reporterKeys[1]), vm.addr(0xFEE));
        vm.prank(governor);
        oracle.setReporters(next, 2);
        expire();
        address gone = vm.addr(reporterKeys[0]);
        _refused(signatures, abi.encodeWithSelector(IScoreOracle.NotReporter.selector, gone));
    }

    /// @dev Each field is signed: change any one, and the signatures are somebody else's.
    function testFuzz_O1_aChangedFieldIsNotWhatWasSigned(uint8 field, uint256 value) external {
        bytes[] memory signatures = signaturesOf(_digest(), 2);
        bytes32 signed = _digest();
        bytes32 before = keccak256(abi.encode(_report));
        field = uint8(bound(field, 0, 6));
        if (field == 0) _report.round = uint32(value);
        if (field == 1) _report.sheetHash = bytes32(value);
        if (field == 2) _report.modelCount = uint32(value);
        if (field == 3) _report.payoutFactor = uint64(value);
        if (field == 4) _report.maxScore = uint16(value);
        if (field == 5) _report.predictionsRoot = bytes32(value);
        if (field == 6) _report.evidence = bytes32(value);
        // The value it had already.
        if (keccak256(abi.encode(_report)) == before) return;
        _isNotWhatWasSigned(signed, signatures);
    }

    function _isNotWhatWasSigned(bytes32 signed, bytes[] memory signatures) private {
        assertTrue(_digest() != signed, "O1: the field is signed");
        vm.expectPartialRevert(IScoreOracle.NotReporter.selector);
        oracle.propose(_report, _pages, signatures);
        assertEq(space.roundStatus().proposedAt, 0, "O1: nothing was proposed");
    }

    function test_O1_everyFieldIsSignedToItsLastBit() external {
        bytes[] memory signatures = signaturesOf(_digest(), 2);
        bytes32 signed = _digest();
        Report memory honest = _report;
        for (uint256 field = 0; field < 7; ++field) {
            for (uint256 last = 0; last < 2; ++last) {
                _report = honest;
                if (field == 0) _report.round ^= last == 0 ? 1 : 1 << 31;
                if (field == 1) _report.sheetHash ^= bytes32(last == 0 ? 1 : 1 << 255);
                if (field == 2) _report.modelCount ^= last == 0 ? 1 : 1 << 31;
                if (field == 3) _report.payoutFactor ^= last == 0 ? 1 : 1 << 63;
                if (field == 4) _report.maxScore ^= last == 0 ? 1 : 1 << 15;
                if (field == 5) _report.predictionsRoot ^= bytes32(last == 0 ? 1 : 1 << 255);
                if (field == 6) _report.evidence ^= bytes32(last == 0 ? 1 : 1 << 255);
                _isNotWhatWasSigned(signed, signatures);
            }
        }
        _report = honest;
        oracle.propose(_report, _pages, signatures);
    }

    /// @dev A third party that sees the honest report may send it first: the round's record is the same, and the honest
    /// proposal that comes second fails without harm.
    function test_O1_anHonestReportSentByAStrangerIsTheSame() external {
        bytes[] memory signatures = signaturesOf(_digest(), 2);
        uint256 state = vm.snapshotState();
        oracle.propose(_report, _pages, signatures);
        bytes32 honest = _record();
        vm.revertToState(state);
        // As the stranger likes it: the signatures the other way round, and one more.
        bytes[] memory more = signaturesOf(_digest(), 3);
        (more[0], more[2]) = (more[2], more[0]);
        vm.prank(address(0x5749));
        oracle.propose(_report, _pages, more);
        assertTrue(_record() == honest, "O1: the same record, whoever sends it");
        _refused(signatures, abi.encodeWithSelector(IStakeSpace.ReportPending.selector, 1));
        afterChallenge();
        vm.prank(address(0x5749));
        oracle.finalize(1);
        assertEq(space.roundStatus().lastReported, 1, "and the same report");
    }

    function _record() private view returns (bytes32) {
        bytes32 digest = oracle.proposedDigest(1);
        return keccak256(abi.encode(space.roundRecord(1), space.roundStatus(), space.accounts(), digest));
    }

    function test_O1_aReportOfAnEarlierRoundIsStale() external {
        bytes[] memory signatures = signaturesOf(_digest(), 2);
        oracle.propose(_report, _pages, signatures);
        _refused(signatures, abi.encodeWithSelector(IStakeSpace.ReportPending.selector, 1));
        afterChallenge();
        oracle.finalize(1);
        toReport();
        // Sealed with the same root: what is stale is the round.
        _refused(signatures, abi.encodeWithSelector(IStakeSpace.WrongRound.selector, 1, 2));
    }

    function test_O1_aVetoedReportIsRefusedForEver() external {
        bytes[] memory signatures = signaturesOf(_digest(), 2);
        oracle.propose(_report, _pages, signatures);
        bytes32 digest = oracle.proposedDigest(1);
        vm.prank(guardian);
        oracle.veto(1, digest);
        _refused(signatures, abi.encodeWithSelector(IScoreOracle.ReportWasVetoed.selector, _digest()));
        _refused(signaturesOf(_digest(), 3), abi.encodeWithSelector(IScoreOracle.ReportWasVetoed.selector, _digest()));
        // The round is not lost: another report may come.
        _report.evidence = bytes32(uint256(1));
        oracle.propose(_report, _pages, signaturesOf(_digest(), 2));
        afterChallenge();
        oracle.finalize(1);
    }

    function test_O1_aResumeCountsForOneRecessOnly() external {
        bytes[] memory resume1 = signaturesOf(oracle.resumeDigestOf(1), 2);
        vm.expectRevert(IStakeSpace.NotInRecess.selector);
        oracle.resume(1, resume1);
        for (uint256 i = 0; i < 3; ++i) expire();
        vm.expectRevert(abi.encodeWithSelector(IStakeSpace.WrongRound.selector, 1, 4));
        oracle.resume(1, resume1);
        bytes[] memory resume4 = signaturesOf(oracle.resumeDigestOf(4), 2);
        bytes[] memory short = signaturesOf(oracle.resumeDigestOf(4), 1);
        vm.expectRevert(abi.encodeWithSelector(IScoreOracle.QuorumNotReached.selector, 1, 2));
        oracle.resume(4, short);
        oracle.resume(4, resume4);
        vm.expectRevert(IStakeSpace.NotInRecess.selector);
        oracle.resume(4, resume4);
        expire();
        vm.expectRevert(abi.encodeWithSelector(IStakeSpace.WrongRound.selector, 4, 5));
        oracle.resume(4, resume4);
    }

    function _resumeRefused(bytes[] memory signatures) private {
        vm.expectPartialRevert(IScoreOracle.NotReporter.selector);
        oracle.resume(4, signatures);
    }

    /// @dev In recess, where a resume of round 4 would count: what was signed for another chain, contract, round or purpose
    /// does not.
    function test_O1_aResumeSignedForAnythingElse() external {
        for (uint256 i = 0; i < 3; ++i) expire();
        bytes[] memory good = signaturesOf(oracle.resumeDigestOf(4), 2);
        vm.chainId(10);
        bytes[] memory elsewhere = signaturesOf(oracle.resumeDigestOf(4), 2);
        _resumeRefused(good);
        vm.chainId(31_337);
        _resumeRefused(elsewhere);
        IScoreOracle other = IScoreOracle(_create("ScoreOracle.sol:ScoreOracle", abi.encode(manager)));
        _resumeRefused(signaturesOf(other.resumeDigestOf(4), 2));
        _resumeRefused(signaturesOf(oracle.resumeDigestOf(3), 2));
        _resumeRefused(signaturesOf(oracle.resumeDigestOf(5), 2));
        _report.round = 4;
        _resumeRefused(signaturesOf(_digest(), 2));
        // A report of nothing but the round is still no resume.
        delete _report;
        _report.round = 4;
        _resumeRefused(signaturesOf(_digest(), 2));
        oracle.resume(4, good);
    }

    function test_O1_aResumeIsNoReport() external {
        bytes[] memory signatures = signaturesOf(oracle.resumeDigestOf(1), 2);
        vm.expectPartialRevert(IScoreOracle.NotReporter.selector);
        oracle.propose(_report, _pages, signatures);
        oracle.propose(_report, _pages, signaturesOf(_digest(), 2));
    }

    function test_O1_beforeReportersAreNamedNothingCounts() external {
        IScoreOracle other = IScoreOracle(_create("ScoreOracle.sol:ScoreOracle", abi.encode(manager)));
        vm.expectRevert(abi.encodeWithSelector(IScoreOracle.QuorumNotReached.selector, 0, 0));
        other.propose(_report, _pages, new bytes[](0));
        vm.expectRevert(abi.encodeWithSelector(IScoreOracle.QuorumNotReached.selector, 0, 0));
        other.resume(1, new bytes[](0));
    }
}
