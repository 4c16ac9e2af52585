// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IScoreOracle, Report} from "../../../contracts/interfaces/IScoreOracle.sol";
import {IStakeSpace} from "../../../contracts/interfaces/IStakeSpace.sol";
import {Fixture} from "../helpers/Fixture.sol";
import {Sheets} from "../helpers/Sheets.sol";
import {VanishingPage} from "../mocks/VanishingPage.sol";

/// @notice Sees an honest proposal and is faster, with pages of its own.
contract FrontRunner {
    function attack(
        IScoreOracle oracle,
        Report calldata report,
        bytes calldata records,
        bytes[] calldata signatures
    ) external {
        address[] memory pages = new address[](1);
        pages[0] = address(new VanishingPage(records));
        require(pages[0].codehash == keccak256(bytes.concat(hex"00", records)), "not the same code");
        oracle.propose(report, pages, signatures);
    }
}

contract ScoreSheetsTest is Fixture {
    bytes private _one = Sheets.record(100, 0, 0, 10_000);

    function setUp() external {
        deployAll();
        newModels(3, address(0xA));
        stake(address(0xB), 2, 10, 50e18);
        fund(1000e18);
        toReport();
    }

    function _refused(Report memory report, address[] memory pages, bytes memory error_) private {
        bytes[] memory signatures = signaturesOf(oracle.digestOf(report), 2);
        vm.expectRevert(error_);
        oracle.propose(report, pages, signatures);
    }

    /// @dev Found in review: pages were once taken from anyone by their code hash, and code that is gone when the
    /// transaction ends reads as a sheet of zeros, in which every model loses its limit.
    function test_O4_aPageThatVanishesIsRefused() external {
        bytes memory records = Sheets.same(3, _one);
        (Report memory report, address[] memory pages) = reportOf(1e18, 100, records);
        bytes[] memory signatures = signaturesOf(oracle.digestOf(report), 2);
        FrontRunner thief = new FrontRunner();
        vm.expectPartialRevert(IScoreOracle.UnknownPage.selector);
        thief.attack(oracle, report, records, signatures);
        oracle.propose(report, pages, signatures);
    }

    function test_O4_pagesThatAreNoPagesAreRefused() external {
        (Report memory report, address[] memory pages) = reportOf(1e18, 100, Sheets.same(3, _one));
        address[3] memory others = [address(0), address(0xB), address(space)];
        for (uint256 i = 0; i < 3; ++i) {
            pages[0] = others[i];
            _refused(report, pages, abi.encodeWithSelector(IScoreOracle.UnknownPage.selector, others[i]));
        }
        pages[0] = oracle.addPage(Sheets.same(2, _one));
        bytes32 found = Sheets.hashOf(pages);
        _refused(
            report,
            pages,
            abi.encodeWithSelector(IScoreOracle.SheetHashMismatch.selector, found, report.sheetHash)
        );
    }

    function test_O4_truncatedAndOverlongSheetsAreRefused() external {
        Report memory report;
        address[] memory pages;
        (report, pages) = reportOf(1e18, 100, Sheets.same(2, _one));
        report.modelCount = 3;
        _refused(report, pages, abi.encodeWithSelector(IScoreOracle.SheetLengthMismatch.selector, 0, 16, 24));
        (report, pages) = reportOf(1e18, 100, Sheets.same(4, _one));
        report.modelCount = 3;
        _refused(report, pages, abi.encodeWithSelector(IScoreOracle.SheetLengthMismatch.selector, 0, 32, 24));
        (report, pages) = reportOf(1e18, 100, Sheets.same(4, _one));
        _refused(report, pages, abi.encodeWithSelector(IScoreOracle.ModelCountTooHigh.selector, 4, 3));
        address[] memory twice = new address[](2);
        (twice[0], twice[1]) = (pages[0], pages[0]);
        report.sheetHash = Sheets.hashOf(twice);
        report.modelCount = 3;
        _refused(report, twice, abi.encodeWithSelector(IScoreOracle.PageCountMismatch.selector, 2, 1));
        report.sheetHash = keccak256("");
        _refused(report, new address[](0), abi.encodeWithSelector(IScoreOracle.PageCountMismatch.selector, 0, 1));
    }

    function test_O4_pagesOfOddLengthsAreNotStored() external {
        uint256[4] memory sizes = [uint256(0), 7, 9, 24_008];
        for (uint256 i = 0; i < sizes.length; ++i) {
            bytes memory records = new bytes(sizes[i]);
            vm.expectRevert(abi.encodeWithSelector(IScoreOracle.InvalidPageLength.selector, sizes[i]));
            oracle.addPage(records);
        }
        assertEq(oracle.addPage(new bytes(24_000)).code.length, 24_001, "3,000 records fit");
    }

    function test_O4_aPageTwiceIsOnePage() external {
        address first = oracle.addPage(_one);
        assertTrue(oracle.addPage(_one) == first && oracle.pageAddress(_one) == first, "content addressed");
    }

    function test_O4_aSheetThatOmitsAStakedModelIsRefused() external {
        (Report memory report, address[] memory pages) = reportOf(1e18, 100, _one);
        _refused(report, pages, abi.encodeWithSelector(IStakeSpace.ModelNotCovered.selector, 1, 2));
        // Also after its stakers left: it once had a bid.
        expire();
        withdrawAll(address(0xB), 2, 10);
        toReport();
        report.round = 2;
        _refused(report, pages, abi.encodeWithSelector(IStakeSpace.ModelNotCovered.selector, 1, 2));
        // Model 3 never had one.
        propose(1e18, 100, Sheets.same(2, _one));
    }

    function test_O2_O3_aStolenQuorumBurnsAndPaysNoMoreThanTheBounds() external {
        expire();
        stake(address(0xC), 1, 5, 50e18);
        toReport();
        // The worst for model 1, the best for model 2, and a largest score beyond every record.
        bytes memory worst = abi.encodePacked(hex"8000800000000000", hex"7fff7fffffffffff", hex"7fff7fffffffffff");
        propose(1e18, 65_535, worst);
        uint256 reserve = space.roundRecord(2).reserve;
        assertEq(reserve, 5e18, "O3: U * returnClip");
        afterChallenge();
        oracle.finalize(2);
        uint256 principal = space.accounts().held - space.accounts().treasury - reserve;
        settleOne(1);
        settleOne(2);
        assertEq(space.accounts().burned, 2.5e18, "O2: returnClip of what was filled");
        assertNear(space.positionAssets(address(0xB), 2, 10), 52.5e18, 1, "O3: a gain of returnClip");
        assertEq(principal, 100e18, "no principal moved");
        assertEq(space.limit(1), 0, "O2: limits are what is lost");
    }

    function test_aPayoutFactorAboveOneIsRefused() external {
        (Report memory report, address[] memory pages) = reportOf(1e18 + 1, 100, Sheets.same(3, _one));
        _refused(report, pages, abi.encodeWithSelector(IStakeSpace.InvalidPayoutFactor.selector, 1e18 + 1));
    }
}
