import { expect } from "chai";
import type { Signature } from "ethers";

import {
  deployedOnUnrulyToken,
  ethers,
  loadFixture,
  opened,
  positionId,
  SHARES,
  type Signer,
  tokens,
  type World,
} from "../../helpers/contracts.js";

const DEADLINE = ethers.MaxUint256;

/** A permit of the token for the space; the token's nonce of the owner is 0 in these tests. */
async function permitOf({ token, space }: World, owner: Signer, value: bigint): Promise<Signature> {
  const { chainId } = await ethers.provider.getNetwork();
  const domain = { name: "Test Stake", version: "1", chainId, verifyingContract: await token.getAddress() };
  const types = {
    Permit: [
      { name: "owner", type: "address" },
      { name: "spender", type: "address" },
      { name: "value", type: "uint256" },
      { name: "nonce", type: "uint256" },
      { name: "deadline", type: "uint256" },
    ],
  };
  const message = { owner: owner.address, spender: await space.getAddress(), value, nonce: 0, deadline: DEADLINE };
  return ethers.Signature.from(await owner.signTypedData(domain, types, message));
}

/** {@link opened}, where alice has not approved the space. */
async function unapproved(): Promise<World> {
  const world = await opened();
  await world.token.connect(world.alice).approve(world.space, 0);
  return world;
}

describe("StakeSpace.bidWithPermit", () => {
  describe("given bids are paused", () => {
    it("it should revert with Paused", async () => {
      const world = await loadFixture(unapproved);
      const { space, guardian, alice } = world;
      const { v, r, s } = await permitOf(world, alice, tokens(5));
      await space.connect(guardian).setPaused(true);
      await expect(
        space.connect(alice).bidWithPermit(1, 16, tokens(5), alice, DEADLINE, v, r, s),
      ).to.be.revertedWithCustomError(space, "Paused");
    });
  });

  describe("when the permit is valid", () => {
    it("it should use it up and bid", async () => {
      const world = await loadFixture(unapproved);
      const { space, token, alice, bob } = world;
      const { v, r, s } = await permitOf(world, alice, tokens(5));
      const bid = space.connect(alice).bidWithPermit(1, 16, tokens(5), bob, DEADLINE, v, r, s);
      await expect(bid).to.emit(token, "Approval").withArgs(alice.address, space, tokens(5));
      await expect(bid).to.emit(space, "Bid").withArgs(positionId(1, 16), tokens(5));
      await expect(bid).to.changeTokenBalances(ethers, token, [alice, space], [-tokens(5), tokens(5)]);
      expect(await token.allowance(alice, space)).to.equal(0);
      expect(await space.balanceOf(bob, positionId(1, 16))).to.equal(tokens(5) * SHARES);
    });

    it("it should return the shares", async () => {
      const world = await loadFixture(unapproved);
      const { space, alice } = world;
      const { v, r, s } = await permitOf(world, alice, tokens(5));
      expect(await space.connect(alice).bidWithPermit.staticCall(1, 16, tokens(5), alice, DEADLINE, v, r, s)).to.equal(
        tokens(5) * SHARES,
      );
    });
  });

  describe("given somebody used the permit first", () => {
    it("it should bid on the allowance it left", async () => {
      const world = await loadFixture(unapproved);
      const { space, token, alice, bob } = world;
      const { v, r, s } = await permitOf(world, alice, tokens(5));
      await token.connect(bob).permit(alice, space, tokens(5), DEADLINE, v, r, s);
      await space.connect(alice).bidWithPermit(1, 16, tokens(5), alice, DEADLINE, v, r, s);
      expect(await space.positionAssets(alice, 1, 16)).to.equal(tokens(5));
    });
  });

  describe("when the permit is invalid", () => {
    describe("given an allowance", () => {
      it("it should bid on the allowance", async () => {
        const { space, alice } = await loadFixture(opened);
        await space
          .connect(alice)
          .bidWithPermit(1, 16, tokens(5), alice, DEADLINE, 27, ethers.ZeroHash, ethers.ZeroHash);
        expect(await space.positionAssets(alice, 1, 16)).to.equal(tokens(5));
      });
    });

    describe("given no allowance", () => {
      it("it should revert with the token's error", async () => {
        const world = await loadFixture(unapproved);
        const { space, token, alice } = world;
        const { v, r, s } = await permitOf(world, alice, tokens(4));
        await expect(space.connect(alice).bidWithPermit(1, 16, tokens(5), alice, DEADLINE, v, r, s))
          .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
          .withArgs(space, 0, tokens(5));
      });
    });
  });

  describe("given a token without permits", () => {
    it("it should bid on the allowance", async () => {
      const { space, alice } = await loadFixture(deployedOnUnrulyToken);
      await space.connect(alice).bidWithPermit(1, 16, tokens(5), alice, DEADLINE, 27, ethers.ZeroHash, ethers.ZeroHash);
      expect(await space.positionAssets(alice, 1, 16)).to.equal(tokens(5));
    });
  });

  describe("when the token calls back into the space", () => {
    it("it should revert with ReentrantCall", async () => {
      const { space, token, alice } = await loadFixture(deployedOnUnrulyToken);
      await token.setCallback(space, space.interface.encodeFunctionData("flushBurned"));
      await expect(
        space.connect(alice).bidWithPermit(1, 16, tokens(5), alice, DEADLINE, 27, ethers.ZeroHash, ethers.ZeroHash),
      ).to.be.revertedWithCustomError(space, "ReentrantCall");
    });
  });
});
