// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";

import {IModelRegistry} from "../../../contracts/interfaces/IModelRegistry.sol";
import {IScoreOracle, Report} from "../../../contracts/interfaces/IScoreOracle.sol";
import {TestToken} from "../../../contracts/mocks/TestToken.sol";
import {Parameters} from "../../../contracts/types/Parameters.sol";
import {Defaults} from "./Defaults.sol";
import {Sheets} from "./Sheets.sol";
import {Space} from "./Space.sol";
import {Test} from "./Test.sol";

/// @notice A deployment with three reporters (two must sign), a governor, a guardian, and short ways through a round.
/// @dev Contracts are deployed from their artifacts: a test that built them in would compile them again.
abstract contract Fixture is Test {
    uint64 internal constant GOVERNOR_ROLE = 1;
    uint64 internal constant GUARDIAN_ROLE = 2;

    address internal constant SINK = address(0x51A9);
    address internal constant governor = address(0x60E);
    address internal constant guardian = address(0x6A4D);

    /// @dev What every round is sealed with.
    bytes32 internal constant ROOT = keccak256("submissions");

    uint256[] internal reporterKeys;

    IAccessManager internal manager;
    TestToken internal token;
    IModelRegistry internal registry;
    IScoreOracle internal oracle;
    Space internal space;

    // -------------------------------------------------------------------------------------------------------- Deployment

    function deployAll() internal {
        deployAll(address(_create("TestToken.sol:TestToken", "")), Defaults.parameters());
    }

    function deployAll(address token_, Parameters memory p) internal {
        if (block.timestamp < 1_700_000_000) vm.warp(1_700_000_000);
        token = TestToken(token_);
        manager = IAccessManager(_create("Authority.sol:Authority", abi.encode(address(this))));
        registry = IModelRegistry(_create("ModelRegistry.sol:ModelRegistry", abi.encode(manager)));
        oracle = IScoreOracle(_create("ScoreOracle.sol:ScoreOracle", abi.encode(manager)));
        space = Space(_create("StakeSpace.sol:StakeSpace", abi.encode(token, registry, oracle, SINK, manager, p)));
        delete reporterKeys;
        address[] memory reporters = new address[](3);
        for (uint256 i = 0; i < 3; ++i) {
            reporterKeys.push(0xA11CE + i);
            reporters[i] = vm.addr(reporterKeys[i]);
        }
        oracle.setReporters(reporters, 2);
        registry.setStakeSpace(space);
        oracle.setStakeSpace(space);

        _allow(address(space), GOVERNOR_ROLE, [space.resume.selector, space.queueParameters.selector]);
        _allow(address(space), GOVERNOR_ROLE, [space.queueTreasuryWithdrawal.selector, bytes4(0)]);
        _allow(address(oracle), GOVERNOR_ROLE, [oracle.setReporters.selector, bytes4(0)]);
        _allow(address(space), GUARDIAN_ROLE, [space.setPaused.selector, bytes4(0)]);
        _allow(address(oracle), GUARDIAN_ROLE, [oracle.veto.selector, bytes4(0)]);
        manager.grantRole(GOVERNOR_ROLE, governor, 0);
        manager.grantRole(GUARDIAN_ROLE, guardian, 0);
    }

    function _allow(address target, uint64 role, bytes4[2] memory pair) private {
        bytes4[] memory selectors = new bytes4[](1);
        for (uint256 i = 0; i < 2; ++i) {
            if (pair[i] == 0) continue;
            selectors[0] = pair[i];
            manager.setTargetFunctionRole(target, selectors, role);
        }
    }

    function _create(string memory artifact, bytes memory arguments) internal returns (address made) {
        bytes memory code = bytes.concat(vm.getCode(artifact), arguments);
        assembly ("memory-safe") {
            made := create(0, add(code, 0x20), mload(code))
        }
        require(made != address(0), Untrue(artifact));
    }

    // ------------------------------------------------------------------------------------------------------------ Actors

    function newModel(address owner) internal returns (uint256 modelId) {
        (uint256 fee, , ) = space.registrationTerms();
        give(owner, fee);
        vm.startPrank(owner);
        token.approve(address(registry), fee);
        modelId = registry.register(nameOfNext(), "", fee);
        vm.stopPrank();
    }

    /// @notice A name that no model has yet.
    function nameOfNext() internal view returns (string memory) {
        return string.concat("model-", vm.toString(registry.modelCount() + 1));
    }

    function newModels(uint256 count, address owner) internal {
        for (uint256 i = 0; i < count; ++i) newModel(owner);
    }

    function give(address to, uint256 assets) internal virtual {
        token.mint(to, assets);
    }

    function stake(address who, uint256 modelId, uint8 tick, uint256 assets) internal returns (uint256 shares) {
        give(who, assets);
        vm.startPrank(who);
        token.approve(address(space), assets);
        shares = space.bid(modelId, tick, assets, who);
        vm.stopPrank();
    }

    function withdrawAll(address who, uint256 modelId, uint8 tick) internal returns (uint256 assets) {
        uint256 shares = sharesOf(who, modelId, tick);
        vm.prank(who);
        return space.withdraw(modelId, tick, shares, who, who);
    }

    function fund(uint256 assets) internal {
        give(address(this), assets);
        token.approve(address(space), assets);
        space.fundTreasury(assets);
    }

    function sharesOf(address who, uint256 modelId, uint8 tick) internal view returns (uint256) {
        return space.balanceOf(who, idOf(modelId, tick));
    }

    function idOf(uint256 modelId, uint8 tick) internal pure returns (uint256) {
        return (modelId << 8) | tick;
    }

    function settleOne(uint256 modelId) internal {
        uint256[] memory ids = new uint256[](1);
        ids[0] = modelId;
        space.settle(ids);
    }

    // ------------------------------------------------------------------------------------------------------------- Clock

    /// @dev The compiler takes `block.timestamp` for constant within a transaction, and a test is one.
    function time() internal view returns (uint256) {
        return vm.getBlockTimestamp();
    }

    /// @notice Seals the open round unless it is sealed or has locked.
    function sealRound() internal virtual {
        (uint256 round, uint256 locksAt) = space.openRound();
        if (time() >= locksAt || oracle.sealOf(round) != 0) return;
        bytes32 digest = oracle.sealDigestOf(uint32(round), ROOT, oracle.nextSealSequence());
        oracle.seal(uint32(round), ROOT, signaturesOf(digest, 2));
    }

    function toQuiet() internal {
        vm.warp(space.roundStatus().locksAt - space.parameters().quietPeriod);
    }

    function toLock() internal {
        sealRound();
        vm.warp(space.roundStatus().locksAt);
    }

    function toReport() internal {
        sealRound();
        vm.warp(space.roundStatus().reportFrom);
    }

    function toOverdue() internal {
        vm.warp(space.roundStatus().reportBy);
    }

    function afterChallenge() internal {
        vm.warp(space.roundStatus().proposedAt + space.parameters().challengePeriod);
    }

    function expire() internal {
        toOverdue();
        space.expireRound();
    }

    // ----------------------------------------------------------------------------------------------------------- Reports

    function reportOf(
        uint256 payoutFactor,
        uint256 maxScore,
        bytes memory records
    ) internal returns (Report memory report, address[] memory pages) {
        pages = Sheets.post(oracle, records);
        report = Report({
            round: uint32(space.roundStatus().round),
            sheetHash: Sheets.hashOf(pages),
            modelCount: uint32(records.length / 8),
            payoutFactor: uint64(payoutFactor),
            maxScore: uint16(maxScore),
            predictionsRoot: ROOT,
            evidence: bytes32(0)
        });
    }

    function signaturesOf(bytes32 digest, uint256 count) internal view returns (bytes[] memory signatures) {
        signatures = new bytes[](count);
        for (uint256 i = 0; i < count; ++i) signatures[i] = signatureOf(reporterKeys[i], digest);
    }

    function signatureOf(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function propose(uint256 payoutFactor, uint256 maxScore, bytes memory records) internal {
        (Report memory report, address[] memory pages) = reportOf(payoutFactor, maxScore, records);
        oracle.propose(report, pages, signaturesOf(oracle.digestOf(report), 2));
    }

    /// @notice From bidding through a report to the next round's opening.
    function play(uint256 payoutFactor, uint256 maxScore, bytes memory records) internal {
        toReport();
        propose(payoutFactor, maxScore, records);
        afterChallenge();
        oracle.finalize(space.roundStatus().round);
    }
}
