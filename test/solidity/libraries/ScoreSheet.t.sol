// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IScoreOracle} from "../../../contracts/interfaces/IScoreOracle.sol";
import {ScoreSheet} from "../../../contracts/libraries/ScoreSheet.sol";
import {ScoreRecord} from "../../../contracts/types/ScoreRecord.sol";
import {Sheets} from "../helpers/Sheets.sol";
import {Test} from "../helpers/Test.sol";

contract ScoreSheetTest is Test {
    using ScoreSheet for address[];

    address[] private _pages;

    function store(bytes calldata records) external returns (address page) {
        page = ScoreSheet.addressOf(records);
        ScoreSheet.store(records);
    }

    function hashOf(address[] calldata pages) external view returns (bytes32) {
        return ScoreSheet.hashOf(pages);
    }

    function checkLength(address[] calldata pages, uint256 modelCount) external view {
        ScoreSheet.checkLength(pages, modelCount);
    }

    /// @dev A sheet in which every record says which model it is of.
    function _post(uint256 count) private {
        bytes memory records = new bytes(count * 8);
        for (uint256 i = 0; i < count; ++i) {
            for (uint256 k = 0; k < 4; ++k) records[i * 8 + 4 + k] = bytes4(uint32(i + 1))[k];
            records[i * 8] = 0xff;
        }
        for (uint256 start = 0; start < records.length; start += 24_000) {
            uint256 end = start + 24_000 < records.length ? start + 24_000 : records.length;
            _pages.push(this.store(Sheets.slice(records, start, end)));
        }
    }

    function test_recordsAcrossPages() external {
        _post(6001);
        assertEq(_pages.length, 3, "two full pages and one record");
        this.checkLength(_pages, 6001);
        uint256[6] memory ids = [uint256(1), 2, 3000, 3001, 6000, 6001];
        for (uint256 i = 0; i < ids.length; ++i) {
            ScoreRecord r = _pages.recordOf(ids[i]);
            assertEq(uint32(ScoreRecord.unwrap(r)), ids[i], "the record of the model");
            assertTrue(r.score() < 0, "from its first byte on");
        }
    }

    function test_pageIsContentAddressedAndBeginsWithAStop() external {
        _post(2);
        bytes memory code = _pages[0].code;
        assertEq(code.length, 17, "a byte and two records");
        assertTrue(code[0] == 0x00 && code[1] == 0xff, "STOP, then the records");
        (bool called, bytes memory answer) = _pages[0].call(hex"12345678");
        assertTrue(called && answer.length == 0, "calling a page does nothing");
        assertTrue(
            this.hashOf(_pages) == keccak256(abi.encodePacked(keccak256(code))),
            "the sheet hash is over the code hashes"
        );
    }

    function test_lengthsThatDoNotFitAreRefused() external {
        _post(3001);
        vm.expectRevert(abi.encodeWithSelector(IScoreOracle.SheetLengthMismatch.selector, 1, 8, 16));
        this.checkLength(_pages, 3002);
        vm.expectRevert(abi.encodeWithSelector(IScoreOracle.PageCountMismatch.selector, 2, 1));
        this.checkLength(_pages, 3000);
        vm.expectRevert(abi.encodeWithSelector(IScoreOracle.PageCountMismatch.selector, 2, 3));
        this.checkLength(_pages, 6001);
        (_pages[0], _pages[1]) = (_pages[1], _pages[0]);
        vm.expectRevert(abi.encodeWithSelector(IScoreOracle.SheetLengthMismatch.selector, 0, 8, 24_000));
        this.checkLength(_pages, 3001);
        _pages[0] = address(0xdead);
        vm.expectRevert(abi.encodeWithSelector(IScoreOracle.SheetLengthMismatch.selector, 0, 0, 24_000));
        this.checkLength(_pages, 3001);
    }

    function test_anEmptySheetHasNoPages() external view {
        this.checkLength(_pages, 0);
        assertTrue(this.hashOf(_pages) == keccak256(""), "the hash of nothing");
    }

    function testFuzz_orderAndContentNameTheSheet(bytes8 first, bytes8 second) external {
        if (first == second) return;
        _pages.push(this.store(abi.encodePacked(first)));
        _pages.push(this.store(abi.encodePacked(second)));
        bytes32 hash = this.hashOf(_pages);
        (_pages[0], _pages[1]) = (_pages[1], _pages[0]);
        assertTrue(this.hashOf(_pages) != hash, "O4: the order of the pages counts");
    }
}
