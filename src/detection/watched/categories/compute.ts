import type { WatchCategory } from '../watch';

export const compute = {
  id: 'compute',
  isOnByDefault: true,
  watches: [
    {
      call: 'RunInstances',
      service: 'ec2',
      details: {
        type: ['instanceType'],
        count: ['instancesSet.items.maxCount'],
        image: ['instancesSet.items.imageId'],
        instances: ['responseElements.instancesSet.items.instanceId'],
      },
      points: 80,
    },
    {
      call: 'RequestSpotFleet',
      service: 'ec2',
      details: { count: ['spotFleetRequestConfig.targetCapacity'] },
      points: 80,
    },
    {
      call: 'RequestSpotInstances',
      service: 'ec2',
      details: {
        type: ['launchSpecification.instanceType'],
        count: ['instanceCount'],
      },
      points: 80,
    },
    {
      call: 'CreateFleet',
      service: 'ec2',
      details: {
        count: ['CreateFleetRequest.TargetCapacitySpecification.TotalTargetCapacity'],
      },
      points: 80,
    },
    {
      call: 'CreateLaunchTemplate',
      service: 'ec2',
      details: {
        name: ['CreateLaunchTemplateRequest.LaunchTemplateName'],
        type: ['CreateLaunchTemplateRequest.LaunchTemplateData.InstanceType'],
      },
      points: 30,
    },
    {
      call: 'CreateAutoScalingGroup',
      service: 'autoscaling',
      details: {
        name: ['autoScalingGroupName'],
        count: ['desiredCapacity', 'maxSize'],
      },
      points: 60,
    },
    {
      call: 'CreateCluster',
      service: 'ecs',
      details: { name: ['clusterName'] },
      points: 40,
    },
    {
      call: 'RegisterTaskDefinition',
      service: 'ecs',
      details: {
        name: ['family'],
        image: ['containerDefinitions.image'],
      },
      points: 40,
    },
    {
      call: 'CreateService',
      service: 'ecs',
      details: {
        name: ['serviceName'],
        count: ['desiredCount'],
        cluster: ['cluster'],
      },
      points: 40,
    },
    {
      call: 'CreateFunction20150331',
      service: 'lambda',
      details: {
        name: ['functionName'],
        role: ['role'],
      },
      points: 30,
    },
    {
      call: 'CreateNotebookInstance',
      service: 'sagemaker',
      details: {
        name: ['notebookInstanceName'],
        type: ['instanceType'],
      },
      points: 40,
    },
    {
      call: 'CreateStack',
      service: 'cloudformation',
      details: { name: ['stackName'] },
      points: 30,
    },
  ],
} as const satisfies WatchCategory;
