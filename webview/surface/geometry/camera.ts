/** A turned view of a box without perspective: the box is a cube from −1 to 1, its third axis points up. */
import type { Box3 } from './mesh';

export interface Camera {
  /** Radians the box is turned by around its third axis. */
  readonly turn: number;
  /** Radians the eye stands above the horizon. */
  readonly height: number;
  /** 1 shows the whole box at every turn. */
  readonly zoom: number;
}

export const restCamera: Camera = { turn: -0.62, height: 0.42, zoom: 1 };

const highest = Math.PI / 2;

/** The camera turned by these angles; the eye stays between both poles. */
export function turned(camera: Camera, turn: number, height: number): Camera {
  const full = 2 * Math.PI;
  return {
    ...camera,
    turn: (((camera.turn + turn) % full) + full) % full,
    height: Math.min(highest, Math.max(-highest, camera.height + height)),
  };
}

export function zoomed(camera: Camera, factor: number): Camera {
  return { ...camera, zoom: Math.min(8, Math.max(0.5, camera.zoom * factor)) };
}

/** Where a point is in the picture, and how near to the eye. */
export interface Pixel {
  readonly x: number;
  readonly y: number;
  /** Greater is nearer. */
  readonly depth: number;
}

export class Projector {
  private readonly scale: number;
  private readonly cosTurn: number;
  private readonly sinTurn: number;
  private readonly cosHeight: number;
  private readonly sinHeight: number;

  constructor(
    readonly camera: Camera,
    readonly box: Box3,
    readonly width: number,
    readonly height: number,
  ) {
    // The cube's corners are √3 from its middle; there is room for labels around.
    this.scale = Math.max(10, (Math.min(width, height) / 2 - 30) / Math.sqrt(3)) * camera.zoom;
    this.cosTurn = Math.cos(camera.turn);
    this.sinTurn = Math.sin(camera.turn);
    this.cosHeight = Math.cos(camera.height);
    this.sinHeight = Math.sin(camera.height);
  }

  /** A point of the parameters. */
  pixel(point: ArrayLike<number>): Pixel {
    return this.ofCube(this.unit(point, 0), this.unit(point, 1), this.unit(point, 2));
  }

  /** A point of the cube from −1 to 1. */
  ofCube(x: number, y: number, z: number): Pixel {
    const [across, along] = [x * this.cosTurn - y * this.sinTurn, x * this.sinTurn + y * this.cosTurn];
    return {
      x: this.width / 2 + this.scale * across,
      y: this.height / 2 - this.scale * (along * this.sinHeight + z * this.cosHeight),
      depth: z * this.sinHeight - along * this.cosHeight,
    };
  }

  /** How much a plane with this gradient faces a lamp behind the eye, a little to the left and above: 0 … 1, the same on both sides. */
  shade(gx: number, gy: number, gz: number): number {
    const [x, y, z] = [gx * this.half(0), gy * this.half(1), gz * this.half(2)];
    const [across, along] = [x * this.cosTurn - y * this.sinTurn, x * this.sinTurn + y * this.cosTurn];
    const up = along * this.sinHeight + z * this.cosHeight;
    const near = z * this.sinHeight - along * this.cosHeight;
    const length = Math.hypot(x, y, z);
    return length > 0 ? Math.abs(-0.37 * across + 0.46 * up + 0.81 * near) / length : 1;
  }

  /** Whether the face of the cube at this end of an axis is turned to the eye. */
  faces(axis: number, end: -1 | 1): boolean {
    const at = [0, 0, 0];
    at[axis] = end;
    return this.ofCube(at[0]!, at[1]!, at[2]!).depth > 0;
  }

  private half(axis: number): number {
    return (this.box[axis]![1] - this.box[axis]![0]) / 2;
  }

  private unit(point: ArrayLike<number>, axis: number): number {
    const [low, high] = this.box[axis]!;
    return (2 * (point[axis]! - low)) / (high - low) - 1;
  }
}
