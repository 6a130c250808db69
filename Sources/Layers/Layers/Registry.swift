// All layers that scripts can make by calling torch.nn.NAME with numbers, words and tensors. Containers take modules and are made
// by Bindings.

extension LayerDeclaration {
    public static let all: [LayerDeclaration] =
        activations + convolutions + linears + losses + normalizations + poolings + shapes + attention
}
