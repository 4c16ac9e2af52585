// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Report} from "../../../contracts/interfaces/IScoreOracle.sol";
import {Accounts, RoundStatus} from "../../../contracts/interfaces/IStakeSpace.sol";
import {Parameters} from "../../../contracts/types/Parameters.sol";
import {Sheets} from "../helpers/Sheets.sol";
import {VanishingPage} from "../mocks/VanishingPage.sol";
import {Keepers} from "./Keepers.sol";

/// @notice Reporters who sign, forgers who do not, the guardian, the governor.
abstract contract Reporters is Keepers {
    /// @dev Keys that are, were or will be reporters'.
    uint256 internal constant KEYS = 5;

    /// @dev Of the report vetoed last.
    bytes32 private _staleDigest = keccak256("no report");
    Report private _vetoed;
    address[] private _vetoedPages;
    Report private _last;
    address[] private _lastPages;

    function reporters(uint256 seed) external watched {
        uint256 draw = uint256(keccak256(abi.encode(seed)));
        uint256 kind = draw % 16;
        draw >>= 8;
        if (kind < 5) {
            if (_propose(draw, 0) && (draw >> 220) % 4 == 0) _vetoAndInsist(draw);
        } else if (kind < 9) {
            _propose(draw, 2 + ((draw >> 200) % 10));
        } else if (kind < 12) {
            if ((draw >> 220) % 4 == 0) _vetoAndInsist(draw);
            _finalize();
        } else if (kind < 14) {
            _vetoAndInsist(draw);
        } else {
            _resumeByQuorum(draw);
        }
    }

    function _sheet(uint256 draw, uint256 models) private pure returns (bytes memory records) {
        for (uint256 m = 0; m < models; ++m) {
            uint256 d = uint256(keccak256(abi.encode(draw, m)));
            // One in eight at the edges of its type, weights above one among them.
            if (d % 8 == 0) records = bytes.concat(records, bytes8(uint64(d >> 64) | 0x8000_8000_8000_8000));
            else {
                records = bytes.concat(
                    records,
                    Sheets.record(
                        int256((d >> 8) % 8000) - 4000,
                        int256((d >> 24) % 10_000) - 4000,
                        (d >> 40) % 10_001,
                        d % 16 == 1 ? 0 : 5000 + ((d >> 56) % 5001)
                    )
                );
            }
        }
    }

    /// @dev Lower the payout factor to what the treasury can pay, as reporters do.
    function _affordable(uint256 payoutFactor, uint256 maxScore) private view returns (uint256) {
        Accounts memory a = space.accounts();
        uint256 bound_ = a.held - a.treasury - a.burned - a.rentOwed;
        if (bound_ == 0 || maxScore == 0) return payoutFactor;
        uint256 most = (a.treasury * 1e5 * (WAD - 1)) / (bound_ * maxScore + 1);
        return payoutFactor < most ? payoutFactor : most;
    }

    function _needed(Report memory report) private view returns (uint256) {
        Accounts memory a = space.accounts();
        uint256 bound_ = a.held - a.treasury - a.burned - a.rentOwed;
        uint256 xMax = (uint256(report.payoutFactor) * report.maxScore) / 1e5;
        uint256 clip = space.parameters().returnClip;
        if (xMax > clip) xMax = clip;
        return (bound_ * xMax + WAD - 1) / WAD;
    }

    function _propose(uint256 draw, uint256 fault) internal returns (bool ok) {
        uint256 models = registry.modelCountAtLock();
        if (fault == 8) models = _highestBid == 0 ? 0 : _highestBid - 1;
        if (fault == 8 && _highestBid == 0) return false;
        bytes memory records = _sheet(draw, models);
        uint256 maxScore = (draw >> 16) % 16 == 0 ? 65_535 : 4000;
        uint256 factor = (draw >> 32) % 4 == 0 ? WAD : (draw >> 40) % (WAD + 1);
        if ((draw >> 24) % 4 != 0) factor = _affordable(factor, maxScore);
        (Report memory report, address[] memory pages) = reportOf(factor, maxScore, records);
        report.evidence = bytes32(draw);
        if (fault == 9) report.round += 1;
        if (fault == 11) report.predictionsRoot ^= bytes32(uint256(1));
        if (fault == 10) {
            if (_vetoed.round == 0) return false;
            (report, pages) = (_vetoed, _vetoedPages);
        }
        bytes[] memory signatures = _sign(report, fault);
        if (fault == 5) report.payoutFactor ^= 1;
        if (fault == 7) {
            if (pages.length == 0) return false;
            pages[0] = address(new VanishingPage(records));
        }
        Attempt memory a;
        a.actor = address(this);
        a.fault = fault;
        a.assets = _needed(report);
        (ok, ) = _try(a, address(oracle), abi.encodeCall(oracle.propose, (report, pages, signatures)));
        if (!ok) return ok;
        assertEq(fault, 0, "O1: nothing spoilt is taken");
        (_last, _lastPages) = (report, pages);
        _tally("propose");
        if (space.roundRecord(report.round).reserve > 0) _tally("propose with a reserve");
    }

    /// @dev Who was named signs from the next opening on (R1).
    function _takeOver() private {
        if (_nextFrom == 0 || space.roundStatus().round < _nextFrom) return;
        (_shift, _nextFrom) = (_nextShift, 0);
        delete reporterKeys;
        for (uint256 i = 0; i < 3; ++i) reporterKeys.push(_keyOf(_shift + i));
        assertTrue(_isInForce(_shift), "R1: a new set is in force from the next opening on");
        _tally("new reporters take over");
    }

    function _isInForce(uint256 shift) private view returns (bool) {
        address[] memory now_ = oracle.reporters();
        return now_.length == 3 && now_[0] == vm.addr(_keyOf(shift)) && oracle.quorum() == 2;
    }

    function sealRound() internal override {
        _takeOver();
        super.sealRound();
    }

    function _sign(Report memory report, uint256 fault) private returns (bytes[] memory signatures) {
        _takeOver();
        bytes32 digest = oracle.digestOf(report);
        signatures = signaturesOf(digest, fault == 2 ? 1 : 2 + (uint256(digest) % 2));
        uint256 last = signatures.length - 1;
        if (fault == 3) signatures[last] = signatures[0];
        if (fault == 4) signatures[last] = signatureOf(0xBAD, digest);
        if (fault == 6) {
            // The one key of the five that stands just behind the reporters of now was one before, or will be.
            signatures[last] = signatureOf(_keyOf(_shift + 3), digest);
        }
    }

    uint256 internal _shift;
    uint256 private _nextShift;
    uint256 private _nextFrom;

    function _keyOf(uint256 i) internal pure returns (uint256) {
        return 0xA11CE + (i % KEYS);
    }

    /// @dev Reporters who insist on what was vetoed do so while the round can still be reported: later is another refusal.
    function _vetoAndInsist(uint256 draw) private {
        _veto();
        if ((draw >> 224) % 2 == 0) _propose(draw, 10);
    }

    function _veto() private {
        Attempt memory a;
        a.actor = guardian;
        RoundStatus memory s = space.roundStatus();
        uint256 reserve = space.roundRecord(s.round).reserve;
        uint256 treasury = space.accounts().treasury;
        bytes32 digest = oracle.proposedDigest(s.round);
        if (treasury % 4 == 1) (a.fault, digest) = (12, _staleDigest);
        (bool ok, ) = _try(a, address(oracle), abi.encodeCall(oracle.veto, (s.round, digest)));
        if (!ok) return;
        assertEq(a.fault, 0, "O1: a veto hits no other report");
        assertEq(space.accounts().treasury, treasury + reserve, "S3: a veto gives the reserve back");
        _wasVetoed[digest] = true;
        _staleDigest = digest;
        _vetoed = _last;
        _vetoedPages = _lastPages;
        _tally("veto");
    }

    function _resumeByQuorum(uint256 draw) internal {
        Attempt memory a;
        a.actor = address(this);
        uint32 round = uint32(space.roundStatus().round);
        if (draw % 4 == 0) (a.fault, round) = (9, round + 1);
        _takeOver();
        bytes32 digest = oracle.resumeDigestOf(round);
        bytes[] memory signatures = signaturesOf(digest, 2);
        if (draw % 4 == 1) (a.fault, signatures[1]) = (4, signatureOf(0xBAD, digest));
        (bool ok, ) = _try(a, address(oracle), abi.encodeCall(oracle.resume, (round, signatures)));
        if (!ok) return;
        assertEq(a.fault, 0, "O1: nothing spoilt is taken");
        _tally("resume by the quorum");
    }

    function governance(uint256 seed) external watched {
        uint256 draw = uint256(keccak256(abi.encode(seed)));
        uint256 kind = draw % 16;
        draw >>= 8;
        if (kind < 5) _queueParameters(draw);
        else if (kind < 9) _queueTreasury(draw);
        else if (kind < 12) _pause(draw);
        else if (kind < 14) _rotate(draw);
        else _resumeByGovernor();
    }

    function _queueParameters(uint256 draw) private {
        Parameters memory p = space.parameters();
        p.minBid = uint128(1 + (draw % 3e18));
        p.baseLimit = uint128(3e18 + ((draw >> 64) % 500e18));
        p.maxLimit = uint128(p.baseLimit + ((draw >> 96) % 2000e18));
        p.newcomerShare = uint64((draw >> 128) % (WAD + 1));
        p.limitGain = uint64((draw >> 144) % 5e18);
        p.limitDecay = uint64((draw >> 160) % 0.5e18);
        p.returnClip = uint64(draw % 8 == 0 ? 0.96e18 : (draw >> 176) % 0.3e18);
        p.ppfFloor = uint64((draw >> 190) % (WAD + 1));
        p.rentFee = uint64((draw >> 200) % 0.5e18);
        p.quietPeriod = uint32((draw >> 210) % 2 days);
        p.maxMissedRounds = uint8(1 + ((draw >> 220) % 4));
        vm.prank(governor);
        space.queueParameters(p);
        _tally("queueParameters");
        if (space.roundStatus().proposedAt != 0) _tally("queueParameters while a report is pending");
    }

    function _queueTreasury(uint256 draw) private {
        vm.prank(governor);
        space.queueTreasuryWithdrawal(draw % 200e18, draw % 16 == 0 ? address(0) : TREASURER);
        _tally("queueTreasuryWithdrawal");
    }

    function _pause(uint256 draw) private {
        bool paused = space.roundStatus().paused;
        if (!paused && draw % 4 != 0) return;
        _setPaused(!paused);
        _tally(paused ? "unpause" : "pause");
    }

    function _rotate(uint256 draw) private {
        _takeOver();
        (_nextShift, _nextFrom) = (draw % KEYS, space.roundStatus().round + 1);
        address[] memory next = new address[](3);
        for (uint256 i = 0; i < 3; ++i) next[i] = vm.addr(_keyOf(_nextShift + i));
        vm.prank(governor);
        oracle.setReporters(next, 2);
        assertTrue(_isInForce(_shift), "R1: nobody new signs in the round in which they are named");
        _tally("setReporters");
    }

    function _resumeByGovernor() internal {
        Attempt memory a;
        a.actor = governor;
        (bool ok, ) = _try(a, address(space), abi.encodeCall(space.resume, ()));
        if (ok) _tally("resume by the governor");
    }
}
