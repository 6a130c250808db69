// torchvision.ops: boxes (x1, y1, x2, y2) and the focal loss, as far as segmentation code takes them.
enum BoxOps {
    static let text = """
        import torch
        import torch.nn.functional as F

        def sigmoid_focal_loss(inputs, targets, alpha=0.25, gamma=2, reduction="none"):
            "The focal loss of Lin et al. (2017) on logits."
            if not (0 <= alpha <= 1) and alpha != -1:
                raise ValueError(f"Invalid alpha value: {alpha}. alpha must be in the range [0,1] or -1 for ignore.")
            p = torch.sigmoid(inputs)
            loss = F.binary_cross_entropy_with_logits(inputs, targets, reduction="none")
            p_t = p * targets + (1 - p) * (1 - targets)
            loss = loss * ((1 - p_t) ** gamma)
            if alpha >= 0:
                loss = (alpha * targets + (1 - alpha) * (1 - targets)) * loss
            if reduction == "mean":
                return loss.mean()
            if reduction == "sum":
                return loss.sum()
            if reduction != "none":
                raise ValueError(
                    f"Invalid Value for arg 'reduction': '{reduction} \\n Supported reduction modes: 'none', 'mean', 'sum'")
            return loss

        def box_area(boxes):
            "Widths times heights."
            return (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])

        def _overlap(boxes1, boxes2):
            low = torch.max(boxes1[:, None, :2], boxes2[:, :2])
            high = torch.min(boxes1[:, None, 2:], boxes2[:, 2:])
            size = (high - low).clamp(min=0)
            inter = size[:, :, 0] * size[:, :, 1]
            return inter, box_area(boxes1)[:, None] + box_area(boxes2) - inter

        def box_iou(boxes1, boxes2):
            "Intersection over union of every pair."
            inter, union = _overlap(boxes1, boxes2)
            return inter / union

        def generalized_box_iou(boxes1, boxes2):
            "box_iou less the share of the hull that neither covers."
            inter, union = _overlap(boxes1, boxes2)
            low = torch.min(boxes1[:, None, :2], boxes2[:, :2])
            high = torch.max(boxes1[:, None, 2:], boxes2[:, 2:])
            size = (high - low).clamp(min=0)
            hull = size[:, :, 0] * size[:, :, 1]
            return inter / union - (hull - union) / hull

        def nms(boxes, scores, iou_threshold):
            "The boxes that no better box overlaps by more than a threshold, best first."
            order = scores.argsort(descending=True, stable=True).tolist()
            ious = box_iou(boxes, boxes)
            kept = []
            for i in order:
                if all(ious[i, k] <= iou_threshold for k in kept):
                    kept.append(i)
            return torch.tensor(kept, dtype=torch.int64)

        def clip_boxes_to_image(boxes, size):
            height, width = size
            x, y = boxes[..., 0::2].clamp(min=0, max=width), boxes[..., 1::2].clamp(min=0, max=height)
            return torch.stack((x, y), dim=boxes.dim()).reshape(boxes.shape)

        def masks_to_boxes(masks):
            "The boxes around masks (N, H, W)."
            boxes = torch.zeros((masks.shape[0], 4), dtype=torch.float)
            for i, mask in enumerate(masks):
                y, x = torch.where(mask != 0)
                boxes[i] = torch.tensor([x.min(), y.min(), x.max(), y.max()], dtype=torch.float)
            return boxes
        """
}
