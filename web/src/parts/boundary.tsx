import { Component, type ReactNode } from "react";

import { Failed } from "./notice.tsx";

/** A screen that breaks says so, and leaves the rest of the page alone; another screen begins anew. */
export class Boundary extends Component<
  { readonly at: string; readonly children: ReactNode },
  { readonly error: Error | undefined; readonly at: string }
> {
  override state: { readonly error: Error | undefined; readonly at: string } = { error: undefined, at: this.props.at };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  static getDerivedStateFromProps({ at }: { readonly at: string }, state: { readonly at: string }) {
    return at === state.at ? null : { error: undefined, at };
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error === undefined ? (
      this.props.children
    ) : (
      <Failed error={error} retry={() => this.setState({ error: undefined })} />
    );
  }
}
